#include "json/reading_json.h"

#include <cmath>
#include <nlohmann/json.hpp>
#include <vector>

#include "inkdigit/explain.h"
#include "json/base64.h"
#include "json/explanation_json.h"

namespace inkdigit {
namespace {

using Json = nlohmann::ordered_json;

// The library prints the shortest text that gives the same double back, so rounding the value
// shortens the text.
double SixDecimals(double value) { return std::round(value * 1e6) / 1e6; }

// `explained`: how many were so far.
Json GlyphToJson(const GlyphReading& glyph, const ReadingJsonOptions& options, int& explained) {
  Json probabilities = Json::array();
  for (int digit = 0; digit < kNotADigit; ++digit) {
    probabilities.push_back(
        SixDecimals(glyph.scores.probabilities[static_cast<std::size_t>(digit)]));
  }
  Json json = Json::object();
  json["digit"] = glyph.digit;
  json["confidence"] =
      SixDecimals(glyph.scores.probabilities[static_cast<std::size_t>(glyph.digit)]);
  json["probabilities"] = std::move(probabilities);
  json["not_a_digit"] = SixDecimals(glyph.scores.not_a_digit());
  json["box"] = {glyph.box.x, glyph.box.y, glyph.box.width, glyph.box.height};
  if (options.tiles) json["tile"] = Base64(glyph.tile.pixels);
  if (options.explain_with != nullptr && explained < kMostExplained) {
    json["evidence"] = EvidenceToJson(Explain(*options.explain_with, glyph.tile).evidence);
    ++explained;
  }
  return json;
}

Json GlyphsToJson(const std::vector<GlyphReading>& glyphs, const ReadingJsonOptions& options,
                  int& explained) {
  Json json = Json::array();
  for (const GlyphReading& glyph : glyphs) {
    json.push_back(GlyphToJson(glyph, options, explained));
  }
  return json;
}

}  // namespace

std::string ReadingToJson(const Reading& reading, const ReadingJsonOptions& options) {
  Json json = Json::object();
  if (options.file) json["file"] = *options.file;
  json["text"] = reading.text;
  json["confidence"] = SixDecimals(reading.confidence);
  if (options.allowed != nullptr) {
    Json allowed = Json::array();
    for (const AllowedMatch& match : *options.allowed) {
      allowed.push_back({{"text", match.text}, {"probability", SixDecimals(match.probability)}});
    }
    json["allowed"] = std::move(allowed);
  }
  int explained = 0;
  json["digits"] = GlyphsToJson(reading.digits, options, explained);
  json["rejected"] = GlyphsToJson(reading.rejected, options, explained);
  json["width"] = options.width;
  json["height"] = options.height;
  json["model"] = options.model;
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace inkdigit
