#include "cli/report.h"

#include <gtest/gtest.h>

namespace inkdigit::cli {
namespace {

Outcome Wrong(std::string name, double confidence) {
  Outcome outcome;
  outcome.name = std::move(name);
  outcome.label = "1";
  outcome.text = "7";
  outcome.confidence = confidence;
  outcome.tile.pixels[14 * 28 + 14] = 255;
  return outcome;
}

std::string Page(const std::vector<Outcome>& outcomes) {
  return ReportPage("set", ModelInfo{}, Evaluate(outcomes), outcomes);
}

TEST(Report, ShowsTheMostConfidentMistakeFirst) {
  const std::string page = Page({Wrong("unsure.png", 0.4), Wrong("sure.png", 0.99)});
  EXPECT_LT(page.find("sure.png"), page.find("unsure.png"));
  EXPECT_NE(page.find("<rect x='14' y='14' width='1' height='1' fill-opacity='1.00'/>"),
            std::string::npos);
}

TEST(Report, AFileNameCanNotBringMarkupIntoThePage) {
  const std::string page = Page({Wrong("<script>alert(1)</script>.png", 0.5)});
  EXPECT_EQ(page.find("<script>"), std::string::npos);
  EXPECT_NE(page.find("&lt;script&gt;"), std::string::npos);
}

TEST(Report, AsksForNothingFromOutside) {
  const std::string page = Page({Wrong("a.png", 0.5)});
  EXPECT_EQ(page.find("http"), std::string::npos);
  EXPECT_EQ(page.find("src="), std::string::npos);
}

TEST(Report, SaysTheCalibrationInNumbersToo) {
  const std::string page = Page({Wrong("a.png", 0.9), Wrong("b.png", 0.9)});
  EXPECT_NE(page.find("<td>90.0 %</td><td>0.0 %</td>"), std::string::npos);
  EXPECT_NE(page.find("<td>2</td>"), std::string::npos);
}

TEST(Report, CountsTheAnswersThatOneMayTakeWithoutAsking) {
  Outcome right = Wrong("b.png", 1.0);
  right.text = right.label;
  const std::string page = Page({Wrong("a.png", 0.5), right, right, Wrong("c.png", 1.0)});
  EXPECT_NE(page.find("<p>3 answers have a confidence of"), std::string::npos);
  EXPECT_NE(page.find("66.67 % of them are right, 1 wrong."), std::string::npos);
}

TEST(Report, CutsAnEndlessListOfMistakesAndSaysSo) {
  const std::string page = Page(std::vector<Outcome>(kMaxMistakes + 50, Wrong("a.png", 0.5)));
  EXPECT_NE(page.find("The first 200 of 250."), std::string::npos);
}

}  // namespace
}  // namespace inkdigit::cli
