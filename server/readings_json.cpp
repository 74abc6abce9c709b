#include "server/readings_json.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "json/add_member.h"
#include "json/base64.h"
#include "json/reading_json.h"
#include "server/time_text.h"

namespace inkdigit {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kTilesInList = 8;

Json CorrectionJson(const std::optional<Correction>& correction) {
  if (!correction) return nullptr;
  return {{"text", correction->text}, {"time", TimeText(correction->time_ms)}};
}

std::string OwnerText(const Owner& owner) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string text;
  for (const std::uint8_t byte : owner) {
    text += kHex[byte >> 4];
    text += kHex[byte & 15];
  }
  return text;
}

// What both forms have, in their order.
Json KeptMembers(const KeptReading& kept, const KeptJsonOptions& options) {
  Json json = Json::object();
  json["id"] = kept.id.text();
  json["time"] = TimeText(kept.id.time_ms());
  json["unsure"] = kept.unsure;
  json["corrected"] = CorrectionJson(kept.correction);
  json["media_type"] = kept.media_type;
  if (options.owner) json["owner"] = OwnerText(kept.owner);
  return json;
}

Json EntryJson(const KeptReading& kept, const KeptJsonOptions& options) {
  Json json = KeptMembers(kept, options);
  json["text"] = kept.reading.text;
  json["confidence"] = std::round(kept.reading.confidence * 1e6) / 1e6;
  json["width"] = kept.width;
  json["height"] = kept.height;
  json["model"] = kept.model;
  if (!options.tiles) return json;
  const auto& glyphs = kept.reading.digits.empty() ? kept.reading.rejected : kept.reading.digits;
  Json tiles = Json::array();
  for (std::size_t i = 0; i < std::min(glyphs.size(), kTilesInList); ++i) {
    tiles.push_back(Base64(glyphs[i].tile.pixels));
  }
  json["tiles"] = std::move(tiles);
  return json;
}

std::string Dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

std::string ReadingsToJson(const std::vector<KeptReading>& readings,
                           const std::optional<ReadingId>& next, const KeptJsonOptions& options) {
  Json json = Json::object();
  json["readings"] = Json::array();
  for (const KeptReading& kept : readings) json["readings"].push_back(EntryJson(kept, options));
  json["next"] = next ? Json(next->text()) : Json(nullptr);
  return Dump(json);
}

std::string KeptReadingToJson(const KeptReading& kept, const KeptJsonOptions& options) {
  std::string object = ReadingToJson(
      kept.reading,
      {.width = kept.width, .height = kept.height, .model = kept.model, .tiles = options.tiles});
  AddMembers(object, Dump(KeptMembers(kept, options)));
  return object;
}

std::string CorrectionToJson(const ReadingId& id, const std::optional<Correction>& correction) {
  return Dump(Json{{"id", id.text()}, {"corrected", CorrectionJson(correction)}});
}

}  // namespace inkdigit
