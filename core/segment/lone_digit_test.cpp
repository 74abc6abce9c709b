#include "core/segment/lone_digit.h"

#include <gtest/gtest.h>

#include "core/segment/numbers_for_test.h"

namespace inkdigit {
namespace {

Scores SureOf(std::size_t label, float probability) {
  Scores scores;
  scores.probabilities.fill((1.0F - probability) / (kClasses - 1));
  scores.probabilities[label] = probability;
  return scores;
}

Ink Written(const char* text) { return ExtractInk(DrawNumber({.text = text}).view()); }

TEST(IsSurelyLone, TakesOneDigitThatHangsTogether) {
  EXPECT_TRUE(IsSurelyLone(Written("3"), SureOf(3, 0.999F)));
}

TEST(IsSurelyLone, WantsTheNetworkSure) {
  EXPECT_FALSE(IsSurelyLone(Written("3"), SureOf(3, 0.9F)));
  EXPECT_FALSE(IsSurelyLone(Written("3"), SureOf(kNotADigit, 0.999F)));
}

TEST(IsSurelyLone, LeavesStrokesThatLieApart) {
  EXPECT_FALSE(IsSurelyLone(Written("11"), SureOf(1, 0.999F)));
  EXPECT_FALSE(IsSurelyLone(Written("5"), SureOf(5, 0.999F)));  // its bar is detached
}

TEST(IsSurelyLone, LeavesWideInkAndNone) {
  GrayImage wide(100, 60, 255);
  DrawStroke(wide, {{20, 30}, {80, 30}}, 4.0);
  EXPECT_FALSE(IsSurelyLone(ExtractInk(wide.view()), SureOf(1, 0.999F)));
  EXPECT_FALSE(IsSurelyLone(Ink{}, SureOf(1, 0.999F)));
}

}  // namespace
}  // namespace inkdigit
