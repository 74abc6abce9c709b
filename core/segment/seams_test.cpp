#include "core/segment/seams.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cstddef>
#include <vector>

#include "core/segment/numbers_for_test.h"

namespace inkdigit {
namespace {

LineInk LineOf(GrayImage ink, double stroke_width) {
  LineInk line;
  line.digit_height = ink.height();
  line.stroke_width = stroke_width;
  line.ink = std::move(ink);
  return line;
}

TEST(FindSeams, FindsTheGapBetweenTwoStrokes) {
  GrayImage ink(40, 40);
  FillBox(ink, {4, 0, 5, 40});
  FillBox(ink, {28, 0, 5, 40});
  const std::vector<Seam> seams = FindSeams(LineOf(ink, 5.0));
  ASSERT_EQ(seams.size(), 3U);
  EXPECT_TRUE(seams[1].over_paper);
  for (const int x : seams[1].x) {
    EXPECT_GE(x, 9);
    EXPECT_LE(x, 28);
  }
}

TEST(FindSeams, FindsAWayBetweenStrokesThatLeanOverEachOther) {
  GrayImage picture(70, 50, 255);
  DrawStroke(picture, {{10, 47}, {22, 3}}, 2.0);
  DrawStroke(picture, {{20, 47}, {32, 3}}, 2.0);
  const std::vector<Seam> seams = FindSeams(LineOf(InkOfDrawing(picture), 4.0));
  const auto over_paper =
      std::count_if(seams.begin(), seams.end(), [](const Seam& seam) { return seam.over_paper; });
  EXPECT_EQ(over_paper, 3);  // both edges, and the slanted way between
}

TEST(FindSeams, CutsAThinJoinAndSaysThatItCrossesAStroke) {
  GrayImage ink(44, 40);
  FillBox(ink, {2, 0, 5, 40});
  FillBox(ink, {34, 0, 5, 40});
  FillBox(ink, {7, 18, 27, 5});
  const std::vector<Seam> seams = FindSeams(LineOf(ink, 5.0));
  const bool found = std::any_of(seams.begin(), seams.end(), [](const Seam& seam) {
    return !seam.over_paper && seam.crossed > 0.8 && seam.crossed < 1.3 && seam.x[20] > 7 &&
           seam.x[20] < 34;
  });
  EXPECT_TRUE(found);
}

TEST(FindSeams, StandInOrderOnAnyInk) {
  EXPECT_TRUE(rc::check([] {
    const int width = *rc::gen::inRange(1, 60);
    const int height = *rc::gen::inRange(1, 40);
    GrayImage ink(width, height);
    for (std::uint8_t& value : ink.pixels()) {
      value = *rc::gen::element<std::uint8_t>(0, 0, 0, 90, 255);
    }
    const std::vector<Seam> seams = FindSeams(LineOf(ink, 2.0));
    RC_ASSERT(seams.size() >= 2U);
    RC_ASSERT(seams.front().x == std::vector<int>(static_cast<std::size_t>(height), 0));
    RC_ASSERT(seams.back().x == std::vector<int>(static_cast<std::size_t>(height), width));
    for (std::size_t i = 1; i < seams.size(); ++i) {
      for (std::size_t y = 0; y < seams[i].x.size(); ++y) {
        RC_ASSERT(seams[i].x[y] >= seams[i - 1].x[y]);
      }
    }
  }));
}

}  // namespace
}  // namespace inkdigit
