#include "training/render/coverage.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <numeric>

namespace inkdigit::training {
namespace {

// A 6x4 block of ink at (7, 3) on 20x12 pixels.
GrayImage Block() {
  GrayImage image(20, 12);
  for (int y = 3; y < 7; ++y) {
    for (int x = 7; x < 13; ++x) image.at(x, y) = 255;
  }
  return image;
}

double Ink(const GrayImage& image) {
  return std::accumulate(image.pixels().begin(), image.pixels().end(), 0.0) / 255.0;
}

TEST(InkBox, HoldsAllInkAndNoMore) {
  EXPECT_EQ(InkBox(Block().view()), (Box{7, 3, 6, 4}));
  EXPECT_TRUE(InkBox(GrayImage(5, 5).view()).empty());
}

TEST(Crop, FramesThePartWithPaper) {
  const GrayImage part = Crop(Block().view(), {7, 3, 6, 4}, 2);
  EXPECT_EQ(part.width(), 10);
  EXPECT_EQ(part.height(), 8);
  EXPECT_EQ(InkBox(part.view()), (Box{2, 2, 6, 4}));
  EXPECT_EQ(InkBox(WithMargin(Block(), 5).view()), (Box{12, 8, 6, 4}));
}

TEST(Resized, KeepsTheShareOfInkUpAndDown) {
  rc::check([] {
    const int width = *rc::gen::inRange(5, 90);
    const int height = *rc::gen::inRange(5, 90);
    const GrayImage resized = Resized(Block().view(), width, height);
    RC_ASSERT(resized.width() == width);
    RC_ASSERT(resized.height() == height);
    RC_ASSERT(std::abs(Ink(resized) / (width * height) - 24.0 / 240.0) < 0.02);
  });
}

TEST(Resized, LeavesAPictureOfTheSameSizeAsItIs) {
  EXPECT_EQ(Resized(Block().view(), 20, 12).pixels(), Block().pixels());
}

TEST(SmoothUpscale, EnlargesByTheFactorWithSharpEdges) {
  const GrayImage large = SmoothUpscale(Block(), 4);
  EXPECT_EQ(large.width(), 80);
  EXPECT_EQ(large.at(40, 20), 255);
  EXPECT_EQ(large.at(4, 4), 0);
  EXPECT_NEAR(Ink(large), 24.0 * 16.0, 12.0);
}

TEST(Distorted, KeepsMostOfTheInkAndRepeatsForTheSameSeed) {
  rc::check([](std::uint64_t seed) {
    Random first(seed);
    Random second(seed);
    const GrayImage image = Distorted(Block().view(), first);
    RC_ASSERT(image.pixels() == Distorted(Block().view(), second).pixels());
    RC_ASSERT(Ink(image) > 12.0);
    RC_ASSERT(Ink(image) < 40.0);
  });
}

TEST(SmoothNoise, StaysInItsRange) {
  Random random(3);
  const std::vector<double> noise = SmoothNoise(40, 9, random);
  EXPECT_EQ(noise.size(), 1600U);
  for (const double value : noise) {
    EXPECT_GE(value, 0.0);
    EXPECT_LE(value, 1.0);
  }
}

}  // namespace
}  // namespace inkdigit::training
