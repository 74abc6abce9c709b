#include "json/explanation_json.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <span>
#include <vector>

#include "json/base64.h"

namespace inkdigit {
namespace {

using Json = nlohmann::ordered_json;

constexpr float kLargest = 127.0F;

// The largest value, either sign, becomes 127 or -127; all zero has the scale 0.
Json Packed(std::span<const float> values, int channels, int height, int width) {
  float largest = 0.0F;
  for (const float value : values) largest = std::max(largest, std::abs(value));
  std::vector<std::uint8_t> bytes;
  bytes.reserve(values.size());
  for (const float value : values) {
    const float level = largest > 0.0F ? std::round(value / largest * kLargest) : 0.0F;
    bytes.push_back(static_cast<std::uint8_t>(static_cast<std::int8_t>(level)));
  }
  Json json = Json::object();
  json["shape"] = {channels, height, width};
  json["scale"] = std::round(static_cast<double>(largest / kLargest) * 1e9) / 1e9;
  json["values"] = Base64(bytes);
  return json;
}

}  // namespace

Json EvidenceToJson(const Evidence& evidence) {
  return Packed(evidence.values, static_cast<int>(evidence.bias.size()), evidence.height,
                evidence.width);
}

std::string ExplanationToJson(const Explanation& explanation, std::string_view model) {
  Json layers = Json::array();
  for (const LayerMaps& layer : explanation.layers) {
    Json json = Json::object();
    json["name"] = layer.name;
    json.update(Packed(layer.values, layer.channels, layer.height, layer.width));
    layers.push_back(std::move(json));
  }
  Json json = Json::object();
  json["model"] = model;
  json["evidence"] = EvidenceToJson(explanation.evidence);
  json["layers"] = std::move(layers);
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace inkdigit
