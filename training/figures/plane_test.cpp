#include "training/figures/plane.h"

#include <gtest/gtest.h>

namespace inkdigit::training {
namespace {

TEST(Plane, GoesToGreyAndBackUnchanged) {
  GrayImage image(16, 16);
  for (int i = 0; i < 256; ++i)
    image.pixels()[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(i);
  EXPECT_EQ(ToGray(ToPlane(image.view())).pixels(), image.pixels());
}

TEST(Plane, IsClampedWhereItLeavesTheRange) {
  Plane plane(2, 1);
  plane.at(0, 0) = -0.5;
  plane.at(1, 0) = 1.5;
  const GrayImage image = ToGray(plane);
  EXPECT_EQ(image.at(0, 0), 0);
  EXPECT_EQ(image.at(1, 0), 255);
}

TEST(GaussianBlur, SpreadsAPointWithItsDeviation) {
  Plane plane(21, 21);
  plane.at(10, 10) = 1.0;
  const Plane blurred = GaussianBlur(plane, 1.5, Beyond::kZero);
  double sum = 0.0;
  double variance = 0.0;
  for (int y = 0; y < 21; ++y) {
    for (int x = 0; x < 21; ++x) {
      sum += blurred.at(x, y);
      variance += (x - 10) * (x - 10) * blurred.at(x, y);
    }
  }
  EXPECT_NEAR(sum, 1.0, 1e-9);
  EXPECT_NEAR(variance, 1.5 * 1.5, 0.01);
}

TEST(GaussianBlur, SeesTheEdgeGoOnOrNothingBeyondIt) {
  const Plane white(9, 9, 1.0);
  EXPECT_NEAR(GaussianBlur(white, 1.0, Beyond::kNearest).at(0, 0), 1.0, 1e-9);
  EXPECT_NEAR(GaussianBlur(white, 1.0, Beyond::kZero).at(0, 4), 0.7, 0.01);
}

TEST(Warp, TakesEachPixelFromWhereItIsSent) {
  Plane plane(4, 4);
  plane.at(2, 1) = 1.0;
  const Plane moved = Warp(plane, {.dx = 1.0, .dy = -0.5});
  EXPECT_DOUBLE_EQ(moved.at(1, 1), 0.5);
  EXPECT_DOUBLE_EQ(moved.at(1, 2), 0.5);
  EXPECT_DOUBLE_EQ(moved.at(2, 1), 0.0);
}

}  // namespace
}  // namespace inkdigit::training
