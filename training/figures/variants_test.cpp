#include "training/figures/variants.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <numeric>
#include <set>

#include "training/render/coverage.h"

namespace inkdigit::training {
namespace {

// Light on black, 12 by 20 pixels of ink that are not symmetric.
GrayImage Digit() {
  GrayImage image(28, 28);
  for (int y = 4; y < 24; ++y) std::fill_n(image.row(y) + 8, y < 8 ? 12 : 4, std::uint8_t{255});
  return image;
}

double Sum(const GrayImage& image) {
  return std::accumulate(image.pixels().begin(), image.pixels().end(), 0.0);
}

TEST(VaryBitmap, ShiftsWithoutTouchingThePixels) {
  rc::check([](std::uint64_t seed) {
    Random random(seed);
    const GrayImage digit = Digit();
    const GrayImage shifted = VaryBitmap(digit.view(), Variant::kShifted, random).value();
    const Box ink = InkBox(shifted.view());
    RC_ASSERT(shifted.width() == 84 && shifted.height() == 84);
    RC_ASSERT(Crop(shifted.view(), ink, 0).pixels() ==
              Crop(digit.view(), InkBox(digit.view()), 0).pixels());
  });
}

TEST(VaryBitmap, ShiftsToEveryCorner) {
  std::set<std::pair<bool, bool>> corners;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    Random random(seed);
    const GrayImage shifted = VaryBitmap(Digit().view(), Variant::kShifted, random).value();
    const Box ink = InkBox(shifted.view());
    if (std::min(ink.x, 72 - ink.x) < 8 && std::min(ink.y, 64 - ink.y) < 8) {
      corners.emplace(ink.x < 36, ink.y < 32);
    }
  }
  EXPECT_EQ(corners.size(), 4U);
}

TEST(VaryBitmap, ScalesFromThreeTenthsToTheWholeCanvas) {
  int smallest = 140;
  int largest = 0;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    Random random(seed);
    const GrayImage scaled = VaryBitmap(Digit().view(), Variant::kScaled, random).value();
    const Box ink = InkBox(scaled.view());
    EXPECT_NEAR(ink.width, 0.6 * ink.height, 3) << seed;
    smallest = std::min(smallest, ink.height);
    largest = std::max(largest, ink.height);
  }
  EXPECT_NEAR(smallest, 42, 3);
  EXPECT_NEAR(largest, 140, 3);
}

TEST(VaryBitmap, InvertsEveryPixel) {
  Random random(1);
  const GrayImage digit = Digit();
  const GrayImage inverted = VaryBitmap(digit.view(), Variant::kInverted, random).value();
  EXPECT_DOUBLE_EQ(Sum(digit) + Sum(inverted), 255.0 * 28 * 28);
}

TEST(OnColouredPaper, LeavesTwoGreysThatDifferEnoughToRead) {
  rc::check([](std::uint64_t seed) {
    Random random(seed);
    const GrayImage page = OnColouredPaper(Digit().view(), random).value();
    const std::set<std::uint8_t> greys(page.pixels().begin(), page.pixels().end());
    RC_ASSERT(greys.size() == 2U);
    RC_ASSERT(*greys.rbegin() - *greys.begin() >= 62);
  });
}

TEST(OnColouredPaper, IsNowDarkerNowLighterThanItsInk) {
  int darker = 0;
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    Random random(seed);
    const GrayImage page = OnColouredPaper(Digit().view(), random).value();
    if (page.at(0, 0) < page.at(9, 12)) ++darker;
  }
  EXPECT_GT(darker, 10);
  EXPECT_LT(darker, 40);
}

TEST(VaryDrawing, KeepsThePenAndTheOtherSettings) {
  const Strokes hook = {{{0, 0}, {60, 0}, {20, 100}}};
  CanvasOptions canvas;
  canvas.size = 0.5;
  canvas.ink = 255;
  canvas.paper = 0;
  const double plain = Sum(RenderStrokes(hook, canvas));
  Random random(5);
  EXPECT_NEAR(Sum(VaryDrawing(hook, canvas, Variant::kShifted, random).value()), plain,
              0.01 * plain);
  const GrayImage inverted = VaryDrawing(hook, canvas, Variant::kInverted, random).value();
  EXPECT_DOUBLE_EQ(Sum(inverted) + plain, 255.0 * 280 * 280);
  const Box scaled = InkBox(VaryDrawing(hook, canvas, Variant::kScaled, random).value().view());
  EXPECT_GE(scaled.height, 82);
}

}  // namespace
}  // namespace inkdigit::training
