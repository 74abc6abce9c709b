#include "server/v2/infer_request.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <utility>

#include "json/json_reader.h"

namespace inkdigit::v2 {
namespace {

using Kind = JsonReader::Kind;

Error Wrong(std::string message) { return {Errc::kInvalidArgument, std::move(message)}; }

// Whole numbers only: 1.0 and 1e3 are none.
template <typename T>
std::optional<T> ParseWhole(std::string_view text) {
  T value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// "inputs[0]" and "shape": "inputs[0].shape".
std::string Member(std::string place, std::string_view name) {
  place += '.';
  return place.append(name);
}

// Reads the one JSON object of a request. After a failed step error() is set, and nothing else
// counts.
class RequestReader {
 public:
  RequestReader(std::string_view json, std::string_view bytes) : reader_(json), bytes_(bytes) {}

  Result<InferRequest> Read() {
    if (reader_.Next() != Kind::kObject) {
      return Wrong(
          "the request has to be a JSON object with inputs; where tensors follow it as bytes, "
          "Inference-Header-Content-Length has to say where it ends");
    }
    reader_.EnterObject();
    std::string name;
    while (IsFine() && reader_.NextMember(name)) ReadMember(name);
    if (IsFine() && !reader_.End()) Fail(reader_.error());
    if (IsFine() && request_.inputs.empty()) Fail("inputs is missing: it has to list a tensor");
    if (IsFine()) TakeBytes();
    if (IsFine()) SettleOutputs();
    if (!IsFine()) return Wrong(error_);
    return std::move(request_);
  }

 private:
  struct Parameters {
    std::optional<std::size_t> binary_data_size;
    std::optional<bool> binary_data;
    std::optional<bool> binary_data_output;
  };

  // The reader's fault counts as one of the request.
  bool IsFine() {
    if (error_.empty()) error_ = reader_.error();
    return error_.empty();
  }

  void Fail(std::string message) {
    if (error_.empty()) error_ = std::move(message);
  }

  void ReadMember(const std::string& name) {
    if (name == "id") {
      request_.id = ReadString("id");
    } else if (name == "parameters") {
      request_.binary_output = ReadParameters("parameters").binary_data_output.value_or(false);
    } else if (name == "inputs") {
      ReadList("inputs", request_.inputs.size(),
               [this](const std::string& place) { request_.inputs.push_back(ReadInput(place)); });
    } else if (name == "outputs") {
      ReadList("outputs", outputs_.size(), [this](const std::string& place) { ReadOutput(place); });
    } else {
      reader_.Skip();
    }
  }

  std::string ReadString(const std::string& place) {
    if (reader_.Next() != Kind::kString) {
      Fail(reader_.error().empty() ? place + " has to be a string" : reader_.error());
      return {};
    }
    return reader_.String().value_or("");
  }

  // Calls `read` with the place of each element, "inputs[0]", ...
  template <typename ReadElement>
  void ReadList(const std::string& place, std::size_t already, const ReadElement& read) {
    if (already > 0) return Fail(place + " is there twice");
    if (reader_.Next() != Kind::kArray) {
      return Fail(place + " has to be an array of objects with name, shape and datatype");
    }
    reader_.EnterArray();
    for (std::size_t i = 0; IsFine() && reader_.NextElement(); ++i) {
      if (i == kMaxTensors) {
        return Fail(place + " has more than " + std::to_string(kMaxTensors) + " tensors");
      }
      const std::string here = place + "[" + std::to_string(i) + "]";
      if (reader_.Next() != Kind::kObject) return Fail(here + " has to be an object");
      read(here);
    }
  }

  InputTensor ReadInput(const std::string& place) {
    InputTensor tensor;
    bool has_shape = false;
    Parameters parameters;
    reader_.EnterObject();
    std::string name;
    while (IsFine() && reader_.NextMember(name)) {
      const std::string here = Member(place, name);
      if (name == "name") {
        tensor.name = ReadString(here);
      } else if (name == "datatype") {
        tensor.datatype = ReadString(here);
      } else if (name == "shape") {
        ReadShape(here, tensor);
        has_shape = true;
      } else if (name == "parameters") {
        parameters = ReadParameters(here);
      } else if (name == "data") {
        if (reader_.Next() != Kind::kArray) Fail(here + " has to be an array");
        tensor.data = reader_.Skip();
      } else {
        reader_.Skip();
      }
    }
    if (!IsFine()) return tensor;
    if (tensor.name.empty()) Fail(place + ".name is missing");
    if (tensor.datatype.empty()) Fail(place + ".datatype is missing");
    if (!has_shape) Fail(place + ".shape is missing");
    tensor.is_binary = parameters.binary_data_size.has_value();
    if (tensor.is_binary && !tensor.data.empty()) {
      Fail(place + " has both data and binary_data_size; send one of them");
    }
    if (!tensor.is_binary && tensor.data.empty()) {
      Fail(place +
           " has no data, and no parameter binary_data_size that says how many bytes follow");
    }
    const bool is_twice =
        std::any_of(request_.inputs.begin(), request_.inputs.end(),
                    [&](const InputTensor& other) { return other.name == tensor.name; });
    if (is_twice) Fail("the input " + tensor.name + " is there twice");
    sizes_.push_back(parameters.binary_data_size.value_or(0));
    return tensor;
  }

  void ReadShape(const std::string& place, InputTensor& tensor) {
    if (reader_.Next() != Kind::kArray) return Fail(place + " has to be an array of whole numbers");
    tensor.shape.clear();
    tensor.elements = 1;
    reader_.EnterArray();
    while (IsFine() && reader_.NextElement()) {
      const std::string here = place + "[" + std::to_string(tensor.shape.size()) + "]";
      if (tensor.shape.size() == kMaxRank) {
        return Fail(place + " has more than " + std::to_string(kMaxRank) + " dimensions");
      }
      if (reader_.Next() != Kind::kNumber) return Fail(here + " has to be a whole number above 0");
      const std::string_view text = reader_.Skip();
      const auto dimension = ParseWhole<std::int64_t>(text);
      if (!dimension || *dimension < 1) {
        return Fail(here + " is " + std::string(text.substr(0, 32)) +
                    "; a request's dimensions are whole numbers above 0");
      }
      constexpr std::size_t kMost = std::numeric_limits<std::uint32_t>::max();
      const auto size = static_cast<std::uint64_t>(*dimension);
      if (size > kMost / tensor.elements) {
        return Fail(place + " claims more elements than any request can hold");
      }
      tensor.elements *= size;
      tensor.shape.push_back(*dimension);
    }
    if (IsFine() && tensor.shape.empty()) Fail(place + " has no dimensions");
  }

  void ReadOutput(const std::string& place) {
    std::string output;
    std::optional<bool> binary;
    reader_.EnterObject();
    std::string name;
    while (IsFine() && reader_.NextMember(name)) {
      if (name == "name") {
        output = ReadString(place + ".name");
      } else if (name == "parameters") {
        binary = ReadParameters(place + ".parameters").binary_data;
      } else {
        reader_.Skip();
      }
    }
    if (!IsFine()) return;
    if (output.empty()) return Fail(place + ".name is missing");
    const bool is_twice = std::any_of(outputs_.begin(), outputs_.end(),
                                      [&](const auto& other) { return other.first == output; });
    if (is_twice) return Fail("the output " + output + " is asked for twice");
    outputs_.emplace_back(std::move(output), binary);
  }

  Parameters ReadParameters(const std::string& place) {
    Parameters parameters;
    if (reader_.Next() != Kind::kObject) {
      Fail(place + " has to be an object");
      return parameters;
    }
    reader_.EnterObject();
    std::string name;
    while (IsFine() && reader_.NextMember(name)) {
      const std::string here = Member(place, name);
      const Kind kind = reader_.Next();
      if (kind == Kind::kObject || kind == Kind::kArray || kind == Kind::kNull) {
        Fail(here + " has to be a string, a number, true or false");
      }
      const std::string_view text = reader_.Skip();
      const auto flag = [&](std::optional<bool>& value) {
        if (kind != Kind::kBoolean) Fail(here + " has to be true or false");
        value = text == "true";
      };
      if (name == "binary_data_size") {
        parameters.binary_data_size = ParseWhole<std::size_t>(text);
        if (!parameters.binary_data_size) Fail(here + " has to be a whole number, 0 or more");
      } else if (name == "binary_data") {
        flag(parameters.binary_data);
      } else if (name == "binary_data_output") {
        flag(parameters.binary_data_output);
      } else if (name == "classification" || name.starts_with("shared_memory")) {
        Fail(here +
             " belongs to an extension that this server doesn't have; GET /v2 lists its own");
      }
    }
    return parameters;
  }

  // Gives each binary tensor its bytes.
  void TakeBytes() {
    std::string_view left = bytes_;
    for (std::size_t i = 0; i < request_.inputs.size(); ++i) {
      InputTensor& tensor = request_.inputs[i];
      if (!tensor.is_binary) continue;
      if (sizes_[i] > left.size()) {
        return Fail("the input " + tensor.name + " claims " + std::to_string(sizes_[i]) +
                    " bytes (binary_data_size), but " + std::to_string(left.size()) +
                    " are left behind the JSON; Inference-Header-Content-Length has to say where "
                    "that ends");
      }
      tensor.data = left.substr(0, sizes_[i]);
      left.remove_prefix(sizes_[i]);
    }
    if (!left.empty()) {
      Fail(std::to_string(left.size()) +
           " bytes behind the JSON belong to no input; "
           "binary_data_size has to count them all");
    }
  }

  // Only now is known how those go that don't say it themselves.
  void SettleOutputs() {
    for (auto& [name, binary] : outputs_) {
      request_.outputs.push_back({std::move(name), binary.value_or(request_.binary_output)});
    }
  }

  JsonReader reader_;
  std::string_view bytes_;
  InferRequest request_;
  std::vector<std::size_t> sizes_;  // binary_data_size of each input
  std::vector<std::pair<std::string, std::optional<bool>>> outputs_;
  std::string error_;
};

}  // namespace

Result<InferRequest> ParseInferRequest(std::string_view body, std::string_view json_length) {
  std::size_t length = body.size();
  if (!json_length.empty()) {
    const auto given = ParseWhole<std::size_t>(json_length);
    if (!given || *given > body.size()) {
      return Wrong("Inference-Header-Content-Length is \"" + std::string(json_length) +
                   "\"; it has to be the length of the JSON, at most the body's " +
                   std::to_string(body.size()) + " bytes");
    }
    length = *given;
  }
  return RequestReader(body.substr(0, length), body.substr(length)).Read();
}

}  // namespace inkdigit::v2
