#include "training/figures/report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "inkdigit/decode.h"
#include "inkdigit/recognizer.h"

namespace inkdigit::training {
namespace {

using testing::HasSubstr;
using testing::Not;

cli::Outcome Outcome(std::string label, std::string text, double confidence) {
  cli::Outcome outcome;
  outcome.name = "#0";
  outcome.label = std::move(label);
  outcome.text = std::move(text);
  outcome.confidence = confidence;
  outcome.tile.pixels[14 * 28 + 14] = 255;
  return outcome;
}

ReadSet Set(std::string key, std::vector<cli::Outcome> outcomes) {
  ReadSet set;
  set.pictures.key = std::move(key);
  set.pictures.name = "a set of " + set.pictures.key;
  set.outcomes = std::move(outcomes);
  set.evaluation = cli::Evaluate(set.outcomes);
  return set;
}

Report ReportOf(const std::vector<const ReadSet*>& sets) {
  Report report;
  report.model.sha256 = "abc";
  report.data = "test";
  report.figures = {ShareFigure("a.right", "a: right", 3, 4, AtLeast(0.5)),
                    NotMeasured("b", "b", AtMost(0.1), "no data")};
  report.sets = sets;
  return report;
}

TEST(ReportJson, HoldsEveryFigureAndSet) {
  const ReadSet set = Set("optdigits", {Outcome("1", "7", 0.9), Outcome("2", "2", 0.8)});
  const auto json = nlohmann::json::parse(ReportJson(ReportOf({&set})));
  EXPECT_EQ(json["model"]["sha256"], "abc");
  EXPECT_EQ(json["sure_confidence"], kSureConfidence);
  ASSERT_EQ(json["figures"].size(), 2U);
  EXPECT_EQ(json["figures"][0]["hits"], 3);
  EXPECT_EQ(json["figures"][0]["count"], 4);
  EXPECT_EQ(json["figures"][0]["value"], 0.75);
  EXPECT_EQ(json["figures"][0]["bound"]["at_least"], 0.5);
  EXPECT_EQ(json["figures"][0]["verdict"], "reached");
  EXPECT_TRUE(json["figures"][1]["value"].is_null());
  EXPECT_EQ(json["figures"][1]["verdict"], "not measured");
  EXPECT_EQ(json["sets"][0]["key"], "optdigits");
  EXPECT_EQ(json["sets"][0]["errors"], 1);
  EXPECT_EQ(json["sets"][0]["confusion"][1][7], 1);
}

TEST(ReportMarkdown, ShowsTheFiguresAndTheConfusionOfTheCardsSets) {
  const ReadSet mnist = Set("mnist", {Outcome("1", "7", 0.9)});
  const ReadSet fonts = Set("fonts", {Outcome("2", "2", 0.8)});
  const std::string text = ReportMarkdown(ReportOf({&mnist, &fonts}));
  EXPECT_THAT(text, HasSubstr("| a: right | 3 of 4 | 75.00 % |"));
  EXPECT_THAT(text, HasSubstr("Confusion, a set of mnist"));
  EXPECT_THAT(text, HasSubstr("| 1 | | | | | | | | 1 | | | |"));
  EXPECT_THAT(text, HasSubstr("| 90.0 % | 0.0 % | 1 |"));
  EXPECT_THAT(text, Not(HasSubstr("fonts")));
}

TEST(CalibrationSvg, HasADotForEachBinThatHoldsAnswers) {
  const ReadSet mnist =
      Set("mnist", {Outcome("1", "7", 0.9), Outcome("1", "1", 0.91), Outcome("2", "2", 0.3)});
  const std::string svg = CalibrationSvg(ReportOf({&mnist}));
  EXPECT_THAT(svg, HasSubstr("<title>2 answers</title>"));
  EXPECT_THAT(svg, HasSubstr("<title>1 answers</title>"));
  EXPECT_THAT(svg, HasSubstr("a set of mnist"));
}

TEST(MistakesPng, ShowsTheMostConfidentTwentyMistakesInRowsOfFive) {
  std::vector<cli::Outcome> outcomes(30, Outcome("1", "7", 0.9));
  outcomes.push_back(Outcome("1", "1", 1.0));
  const ReadSet many = Set("mnist", outcomes);
  const ReadSet few = Set("pendigits", {Outcome("1", "7", 0.5)});
  const auto full = DecodeImage(MistakesPng(ReportOf({&many, &few})));
  const auto one = DecodeImage(MistakesPng(ReportOf({&few})));
  ASSERT_TRUE(full.ok() && one.ok());
  EXPECT_EQ(full.value().gray.width(), one.value().gray.width());
  const int row = (full.value().gray.height() - one.value().gray.height()) / 3;
  EXPECT_GT(row, 140);
  EXPECT_EQ(one.value().gray.height() / row, 1);
}

TEST(MistakesPng, IsABlankSheetForAModelWithoutMistakes) {
  const ReadSet set = Set("mnist", {Outcome("1", "1", 0.9)});
  const auto sheet = DecodeImage(MistakesPng(ReportOf({&set})));
  ASSERT_TRUE(sheet.ok());
  for (const std::uint8_t pixel : sheet.value().gray.pixels()) EXPECT_EQ(pixel, 255);
}

}  // namespace
}  // namespace inkdigit::training
