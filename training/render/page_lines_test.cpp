#include "training/render/page_lines.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cstdint>

namespace inkdigit::training {
namespace {

std::int64_t InkOf(const GrayImage& page) {
  std::int64_t sum = 0;
  for (const std::uint8_t pixel : page.pixels()) sum += pixel;
  return sum;
}

TEST(AddInk, KeepsTheStrongerInkAndIgnoresPlacesOutside) {
  GrayImage page(3, 3);
  AddInk(page, 1, 1, 100.0);
  AddInk(page, 1, 1, 50.0);
  AddInk(page, 3, 0, 255.0);
  AddInk(page, 0, -1, 255.0);
  EXPECT_EQ(page.at(1, 1), 100);
  EXPECT_EQ(InkOf(page), 100);
}

TEST(BreakStrokes, OnlyTakesInkAway) {
  EXPECT_TRUE(rc::check([](std::uint64_t seed) {
    Random random(seed);
    GrayImage page(40, 50, 200);
    BreakStrokes(page, random);
    RC_ASSERT(*std::max_element(page.pixels().begin(), page.pixels().end()) <= 200);
  }));
  Random random(1);
  GrayImage page(40, 50, 200);
  BreakStrokes(page, random);
  EXPECT_LT(InkOf(page), 40 * 50 * 200);
}

TEST(AddLines, LeaveMostOfThePageFree) {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    Random random(seed);
    GrayImage page(60, 60);
    AddLines(page, random);
    EXPECT_LT(InkOf(page), 60 * 60 * 255 / 4) << seed;
  }
}

TEST(AddZigzag, CrossesThePageFromSideToSide) {
  int crossing = 0;
  constexpr int kPages = 100;
  for (std::uint64_t seed = 0; seed < kPages; ++seed) {
    Random random(seed);
    GrayImage page(60, 60);
    AddZigzag(page, random);
    int columns = 0;
    for (int x = 0; x < 60; ++x) {
      bool inked = false;
      for (int y = 0; y < 60; ++y) inked |= page.at(x, y) > 0;
      columns += inked ? 1 : 0;
    }
    crossing += columns > 50 ? 1 : 0;
  }
  EXPECT_GT(crossing, kPages / 2);  // others are upright, or run along the edge
}

}  // namespace
}  // namespace inkdigit::training
