#include "json/reading_json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <rapidcheck.h>
#include <cmath>
#include <nlohmann/json.hpp>

namespace inkdigit {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

GlyphReading Glyph(int digit, float confidence) {
  GlyphReading glyph;
  glyph.digit = digit;
  glyph.scores.probabilities.fill((1 - confidence) / (kClasses - 1));
  glyph.scores.probabilities[static_cast<std::size_t>(digit)] = confidence;
  glyph.box = {1, 2, 30, 40};
  return glyph;
}

TEST(ReadingJson, SpellsTheDocumentedObjectInItsOrder) {
  Reading reading;
  reading.text = "4";
  reading.confidence = 0.9870000004;
  GlyphReading four;
  four.digit = 4;
  four.scores.probabilities[4] = 0.75F;
  four.scores.probabilities[9] = 0.125F;
  four.scores.probabilities[kNotADigit] = 0.125F;
  four.box = {10, 20, 30, 40};
  reading.digits = {four};
  EXPECT_EQ(
      ReadingToJson(reading, {.file = "a.png", .width = 280, .height = 140, .model = "digits-1"}),
      R"({"file":"a.png","text":"4","confidence":0.987,"digits":[{"digit":4,"confidence":0.75,)"
      R"("probabilities":[0.0,0.0,0.0,0.0,0.75,0.0,0.0,0.0,0.0,0.125],"not_a_digit":0.125,)"
      R"("box":[10,20,30,40]}],"rejected":[],"width":280,"height":140,"model":"digits-1"})");
}

TEST(ReadingJson, LeavesFileOutWhenThereIsNone) {
  EXPECT_EQ(
      ReadingToJson(Reading{}, {.width = 1, .height = 1, .model = "m"}),
      R"({"text":"","confidence":1.0,"digits":[],"rejected":[],"width":1,"height":1,"model":"m"})");
}

TEST(ReadingJson, TellsTheAllowedAnswersWhereThereIsAList) {
  const std::vector<AllowedMatch> matches = {{"12", 0.75}, {"17", 0.25}};
  const auto json = nlohmann::json::parse(ReadingToJson(Reading{}, {.allowed = &matches}));
  EXPECT_EQ(json["allowed"].dump(),
            R"([{"probability":0.75,"text":"12"},{"probability":0.25,"text":"17"}])");
}

TEST(ReadingJson, GivesRejectedInkTheShapeOfDigits) {
  Reading reading;
  reading.rejected = {Glyph(3, 0.25F)};
  const auto json = nlohmann::json::parse(ReadingToJson(reading, {}));
  ASSERT_EQ(json["rejected"].size(), 1U);
  EXPECT_EQ(json["rejected"][0]["digit"], 3);
  EXPECT_EQ(json["rejected"][0]["probabilities"].size(), 10U);
  EXPECT_TRUE(json["digits"].empty());
}

TEST(ReadingJson, ReplacesBytesThatAreNotUtf8) {
  const auto json = nlohmann::json::parse(ReadingToJson(Reading{}, {.file = "a\xFF.png"}));
  EXPECT_EQ(json["file"], "a\xEF\xBF\xBD.png");
}

TEST(ReadingJson, EscapesQuotesAndControlCharactersInFileNames) {
  const std::string name = "a\"b\n\t\\c";
  const std::string text = ReadingToJson(Reading{}, {.file = name});
  EXPECT_THAT(text, Not(HasSubstr("\n")));
  EXPECT_EQ(nlohmann::json::parse(text)["file"], name);
}

TEST(ReadingJson, TellsTheTileOnlyWhenAsked) {
  Reading reading;
  reading.digits = {Glyph(1, 0.5F)};
  reading.digits[0].tile.pixels[0] = 255;
  EXPECT_FALSE(nlohmann::json::parse(ReadingToJson(reading, {}))["digits"][0].contains("tile"));
  const auto json = nlohmann::json::parse(ReadingToJson(reading, {.tiles = true}));
  const std::string tile = json["digits"][0]["tile"];
  EXPECT_EQ(tile.size(), (784U + 2) / 3 * 4);
  EXPECT_EQ(tile.substr(0, 4), "/wAA");
}

TEST(ReadingJson, ExplainsTheFirstDigitsOnly) {
  const Model model = Model::LoadEmbedded().value();
  Reading reading;
  reading.digits.resize(kMostExplained - 1);
  reading.rejected.resize(2);
  const auto json = nlohmann::json::parse(ReadingToJson(reading, {.explain_with = &model}));
  EXPECT_TRUE(json["digits"].back().contains("evidence"));
  EXPECT_TRUE(json["rejected"][0].contains("evidence"));
  EXPECT_FALSE(json["rejected"][1].contains("evidence"));
}

TEST(ReadingJson, ElevenProbabilitiesStillSumToOneAndHaveSixDecimals) {
  rc::check([] {
    Reading reading;
    GlyphReading glyph;
    float sum = 0;
    for (float& p : glyph.scores.probabilities) {
      p = static_cast<float>(*rc::gen::inRange(1, 1'000'000));
      sum += p;
    }
    for (float& p : glyph.scores.probabilities) p /= sum;
    reading.digits = {glyph};
    const auto json = nlohmann::json::parse(ReadingToJson(reading, {}));
    const auto& digit = json["digits"][0];
    double total = digit["not_a_digit"];
    for (const double p : digit["probabilities"]) {
      total += p;
      RC_ASSERT(std::abs(p * 1e6 - std::round(p * 1e6)) < 1e-6);
    }
    RC_ASSERT(std::abs(total - 1) < 1e-5);
  });
}

}  // namespace
}  // namespace inkdigit
