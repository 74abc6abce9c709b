#include "server/v2/infer_response.h"

#include <array>
#include <bit>
#include <charconv>
#include <nlohmann/json.hpp>

namespace inkdigit::v2 {
namespace {

static_assert(std::endian::native == std::endian::little, "binary tensors are written as they lie");

std::string Quoted(std::string_view text) {
  using Json = nlohmann::json;
  return Json(text).dump(-1, ' ', false, Json::error_handler_t::replace);
}

template <typename T>
void AppendJson(std::string& text, T value) {
  std::array<char, 32> digits;
  const auto result = std::to_chars(digits.data(), digits.data() + digits.size(), value);
  text.append(digits.data(), result.ptr);
}

void AppendJson(std::string& text, bool value) { text += value ? "true" : "false"; }

void AppendJson(std::string& text, const std::string& value) { text += Quoted(value); }

template <typename T>
void AppendBytes(std::string& bytes, T value) {
  bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
}

void AppendBytes(std::string& bytes, bool value) { bytes += value ? '\1' : '\0'; }

void AppendBytes(std::string& bytes, const std::string& value) {
  AppendBytes(bytes, static_cast<std::uint32_t>(value.size()));
  bytes += value;
}

// Calls `append` with `to` and each value.
template <typename Append>
void ForEachValue(const TensorValues& values, const Append& append) {
  std::visit(
      [&](const auto& list) {
        for (const auto& value : list) append(value);
      },
      values);
}

}  // namespace

std::string_view DatatypeName(const TensorValues& values) noexcept {
  constexpr std::array<std::string_view, std::variant_size_v<TensorValues>> kNames = {
      "FP32", "INT64", "BOOL", "BYTES"};
  return kNames[values.index()];
}

Response WriteInferResponse(std::string_view model, std::string_view version,
                            const std::optional<std::string>& id,
                            const std::vector<OutputTensor>& outputs) {
  std::string json = "{\"model_name\":" + Quoted(model) + ",\"model_version\":" + Quoted(version);
  if (id) json += ",\"id\":" + Quoted(*id);
  json += ",\"outputs\":[";
  std::string bytes;
  bool has_bytes = false;
  for (const OutputTensor& output : outputs) {
    if (&output != &outputs.front()) json += ',';
    json += "{\"name\":" + Quoted(output.name) + ",\"datatype\":\"" +
            std::string(DatatypeName(output.values)) + "\",\"shape\":[";
    for (std::size_t i = 0; i < output.shape.size(); ++i) {
      if (i > 0) json += ',';
      AppendJson(json, output.shape[i]);
    }
    json += ']';
    if (output.is_binary) {
      has_bytes = true;
      const std::size_t before = bytes.size();
      ForEachValue(output.values, [&](const auto& value) { AppendBytes(bytes, value); });
      json +=
          ",\"parameters\":{\"binary_data_size\":" + std::to_string(bytes.size() - before) + '}';
    } else {
      json += ",\"data\":[";
      const std::size_t before = json.size();
      ForEachValue(output.values, [&](const auto& value) {
        if (json.size() > before) json += ',';
        AppendJson(json, value);
      });
      json += ']';
    }
    json += '}';
  }
  json += "]}";

  Response response;
  response.content_type = has_bytes ? "application/octet-stream" : "application/json";
  response.fields.emplace_back("Cache-Control", "no-store");
  if (has_bytes) {
    response.fields.emplace_back("Inference-Header-Content-Length", std::to_string(json.size()));
  }
  response.body = std::move(json) + bytes;
  return response;
}

}  // namespace inkdigit::v2
