#include "core/segment/text_lines.h"

#include <gtest/gtest.h>

#include <vector>

#include "core/segment/numbers_for_test.h"

namespace inkdigit {
namespace {

GrayImage InkOfNumber(const NumberScene& scene) { return InkOfDrawing(DrawNumber(scene)); }

TEST(FindTextLines, FindsLinesFromTopToBottom) {
  const std::vector<LineInk> lines =
      FindTextLines(InkOfNumber({.text = "407\n23\n1885"}), Lines::kFind);
  ASSERT_EQ(lines.size(), 3U);
  EXPECT_LT(lines[0].top, lines[1].top);
  EXPECT_LT(lines[1].top, lines[2].top);
  for (const LineInk& line : lines) {
    EXPECT_NEAR(line.digit_height * line.reduction, 63.0, 8.0);
    EXPECT_NEAR(line.stroke_width * line.reduction, 6.0, 1.5);
  }
}

TEST(FindTextLines, MakesOneLineOfAllWhenTold) {
  EXPECT_EQ(FindTextLines(InkOfNumber({.text = "407\n23"}), Lines::kOne).size(), 1U);
}

TEST(FindTextLines, KeepsNumbersThatStandFarApartInOneLine) {
  EXPECT_EQ(FindTextLines(InkOfNumber({.text = "12          34"}), Lines::kFind).size(), 1U);
}

TEST(FindTextLines, DropsSpecks) {
  GrayImage ink = InkOfNumber({.text = "407"});
  FillBox(ink, {2, 2, 5, 5});
  FillBox(ink, {ink.width() - 8, ink.height() - 8, 6, 6});
  const std::vector<LineInk> lines = FindTextLines(ink, Lines::kFind);
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_GT(lines[0].left, 10);
}

TEST(FindTextLines, KeepsTheBarOfAFiveWithIt) {
  const std::vector<LineInk> lines =
      FindTextLines(InkOfNumber({.text = "5", .height = 40.0}), Lines::kFind);
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_GE(lines[0].ink.height() * lines[0].reduction, 40);
}

TEST(FindTextLines, WorksOnLargeDigitsReduced) {
  const std::vector<LineInk> lines =
      FindTextLines(InkOfNumber({.text = "27", .height = 480.0}), Lines::kFind);
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_GT(lines[0].reduction, 5);
  EXPECT_LT(lines[0].digit_height, 110.0);
}

TEST(FindTextLines, FindsNoneWithoutInk) {
  EXPECT_TRUE(FindTextLines(GrayImage(50, 50), Lines::kFind).empty());
  EXPECT_TRUE(FindTextLines(GrayImage(50, 50), Lines::kOne).empty());
}

}  // namespace
}  // namespace inkdigit
