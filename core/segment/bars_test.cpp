#include "core/segment/bars.h"

#include <gtest/gtest.h>

#include <vector>

#include "core/segment/numbers_for_test.h"

namespace inkdigit {
namespace {

TEST(FindLevelBars, FindsALine) {
  GrayImage ink(200, 50);
  FillBox(ink, {10, 20, 150, 3});
  const std::vector<Bar> bars = FindLevelBars(ink, 50, 6.0);
  ASSERT_EQ(bars.size(), 1U);
  EXPECT_EQ(bars[0].begin, 10);
  EXPECT_EQ(bars[0].end, 160);
  EXPECT_NEAR(bars[0].thickness, 3.0, 1e-9);
  EXPECT_NEAR(bars[0].begin_row, 21.5, 1e-9);
  EXPECT_NEAR(bars[0].end_row, 21.5, 1e-9);
}

TEST(FindLevelBars, FollowsALineThatIsTurnedALittle) {
  GrayImage picture(300, 60, 255);
  DrawStroke(picture, {{5, 20}, {290, 35}}, 1.5);
  const std::vector<Bar> bars = FindLevelBars(InkOfDrawing(picture), 200, 6.0);
  ASSERT_EQ(bars.size(), 1U);
  EXPECT_GT(bars[0].end_row - bars[0].begin_row, 12.0);
}

TEST(FindLevelBars, PassesOverWhatCrossesTheLineAndKeepsItOut) {
  GrayImage ink(200, 60);
  FillBox(ink, {0, 30, 200, 3});
  FillBox(ink, {80, 5, 8, 50});
  const std::vector<Bar> bars = FindLevelBars(ink, 150, 6.0);
  ASSERT_EQ(bars.size(), 1U);
  EXPECT_EQ(bars[0].length(), 200);
  for (std::size_t x = 80; x < 88; ++x) EXPECT_EQ(bars[0].top[x], bars[0].bottom[x]);
}

TEST(FindLevelBars, LeavesSteepThickAndShortStrokes) {
  GrayImage picture(200, 120, 255);
  DrawStroke(picture, {{10, 10}, {190, 70}}, 1.5);
  DrawStroke(picture, {{10, 100}, {190, 100}}, 9.0);
  DrawStroke(picture, {{120, 10}, {150, 10}}, 1.5);
  EXPECT_TRUE(FindLevelBars(InkOfDrawing(picture), 100, 6.0).empty());
}

}  // namespace
}  // namespace inkdigit
