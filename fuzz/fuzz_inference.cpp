// What the server parses of an infer request: the JSON, the shapes, the tensors as JSON and as
// bytes. The input is a line with Inference-Header-Content-Length, then the body.
#include <algorithm>
#include <cstdint>
#include <functional>
#include <nlohmann/json.hpp>
#include <string_view>

#include "fuzz/check.h"
#include "json/json_reader.h"
#include "server/v2/digits_tensors.h"
#include "server/v2/infer_request.h"

namespace inkdigit {
namespace {

using fuzz::Check;

// Whether nlohmann's parser refuses it for a number that no double holds.
bool HasHugeNumber(std::string_view text) {
  try {
    static_cast<void>(nlohmann::json::parse(text));
  } catch (const nlohmann::json::out_of_range&) {
    return true;
  } catch (const nlohmann::json::exception&) {
    return false;
  }
  return false;
}

void CheckReader(std::string_view text) {
  JsonReader reader(text);
  const bool valid = !reader.Skip().empty() && reader.End();
  Check(valid == reader.error().empty(), "an error where, and only where, the text is no JSON");
  // nlohmann's parser takes the same texts, but for these: it nests deeper, takes a byte order
  // mark, and takes a NUL for the end.
  const bool may_differ = reader.error().find("in each other") != std::string::npos ||
                          text.starts_with("\xef\xbb\xbf") ||
                          text.find('\0') != std::string_view::npos;
  if (may_differ || valid == nlohmann::json::accept(text)) return;
  Check(valid && HasHugeNumber(text), "what is JSON");
}

void CheckInput(std::string_view body, const v2::InputTensor& input) {
  Check(!input.name.empty() && !input.shape.empty() && input.elements > 0, "what an input has");
  const std::less_equal<const char*> in_order;
  Check(in_order(body.data(), input.data.data()) &&
            in_order(input.data.data() + input.data.size(), body.data() + body.size()),
        "the data lies in the body");
  // However it calls itself, both kinds of input have to stand what it holds.
  for (const char* datatype : {"UINT8", "FP32"}) {
    v2::InputTensor tensor = input;
    tensor.datatype = datatype;
    const auto tiles = v2::TilesOf(tensor);
    if (tiles.ok())
      Check(tiles.value().size() * 784 == input.elements, "as many tiles as the shape says");
  }
  v2::InputTensor tensor = input;
  tensor.datatype = "BYTES";
  const auto pictures = v2::PicturesOf(tensor);
  if (pictures.ok()) Check(pictures.value().size() == input.elements, "as many pictures");
}

void FuzzInference(std::string_view input) {
  const std::size_t end = std::min(input.find('\n'), input.size());
  const std::string_view length = input.substr(0, end);
  const std::string_view body = input.substr(std::min(end + 1, input.size()));
  CheckReader(body);
  const auto request = v2::ParseInferRequest(body, length);
  if (!request.ok()) {
    Check(!request.error().message.empty(), "an error says what is wrong");
    return;
  }
  Check(!request.value().inputs.empty() && request.value().inputs.size() <= v2::kMaxTensors,
        "the number of inputs");
  for (const v2::InputTensor& tensor : request.value().inputs) CheckInput(body, tensor);
}

}  // namespace
}  // namespace inkdigit

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  inkdigit::FuzzInference({reinterpret_cast<const char*>(data), size});
  return 0;
}
