#include "core/segment/spaces.h"

#include <gtest/gtest.h>

#include <vector>

namespace inkdigit {
namespace {

// Digits 30 wide and 50 high, with these gaps of paper between them.
std::vector<LineDigit> WithGaps(const std::vector<int>& gaps) {
  std::vector<LineDigit> digits(1);
  digits[0].box = {0, 0, 30, 50};
  for (const int gap : gaps) {
    LineDigit digit;
    digit.box = {digits.back().box.x + 30 + gap, 0, 30, 50};
    digits.push_back(digit);
  }
  return digits;
}

TEST(FindSpaces, FindsNoneInANumber) {
  for (const bool space : FindSpaces(WithGaps({10, 18, 8, 25}), 50.0)) EXPECT_FALSE(space);
}

TEST(FindSpaces, FindsTheWideGapBetweenTwoNumbers) {
  EXPECT_EQ(FindSpaces(WithGaps({10, 12, 60, 11, 9}), 50.0),
            (std::vector<bool>{false, false, false, true, false, false}));
}

TEST(FindSpaces, FindsNoneWhereAllDigitsStandFarApartAsInAForm) {
  for (const bool space : FindSpaces(WithGaps({50, 55, 60, 45}), 50.0)) EXPECT_FALSE(space);
}

TEST(FindSpaces, TakesTheOnlyGapForASpaceWhenItIsVeryWide) {
  EXPECT_EQ(FindSpaces(WithGaps({40}), 50.0), (std::vector<bool>{false, false}));
  EXPECT_EQ(FindSpaces(WithGaps({90}), 50.0), (std::vector<bool>{false, true}));
}

TEST(FindSpaces, FindsNoneWithFewerThanTwoDigits) {
  EXPECT_TRUE(FindSpaces({}, 50.0).empty());
  EXPECT_EQ(FindSpaces(WithGaps({}), 50.0), std::vector<bool>{false});
}

}  // namespace
}  // namespace inkdigit
