#include "core/ink/shading.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>

#include "inkdigit/ink.h"

namespace inkdigit {
namespace {

constexpr int kSide = 28;

// A picture of `gray(u, v)`, u and v from -1 to 1.
GrayImage Picture(int width, int height, const std::function<double(double, double)>& gray) {
  GrayImage image(width, height);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const double value = gray(2.0 * x / width - 1.0, 2.0 * y / height - 1.0);
      image.at(x, y) = static_cast<std::uint8_t>(std::lround(std::clamp(value, 0.0, 255.0)));
    }
  }
  return image;
}

// Light from the upper left, faint in one corner, from 60 to about 200.
double Fog(double u, double v) { return 130.0 - 35.0 * u - 20.0 * v + 15.0 * u * v - 20.0 * u * u; }

bool IsOnRing(double u, double v) { return std::abs(std::hypot(u, v) - 0.6) < 0.12; }

int Range(const GrayImage& image) {
  const auto [least, most] = std::minmax_element(image.pixels().begin(), image.pixels().end());
  return *most - *least;
}

TEST(InEvenLight, MakesPaperFlatWhoseLightFollowsAQuadraticSurface) {
  const GrayImage shaded = Picture(kSide, kSide, Fog);
  EXPECT_GT(Range(shaded), 80);
  EXPECT_LE(Range(InEvenLight(shaded)), 2);
}

TEST(InEvenLight, KeepsTheContrastOfWhatIsWritten) {
  constexpr double kInk = 50.0;
  const GrayImage even = InEvenLight(Picture(
      kSide, kSide, [](double u, double v) { return Fog(u, v) + (IsOnRing(u, v) ? kInk : 0.0); }));
  EXPECT_NEAR(Range(even), kInk, 3.0);
}

TEST(InEvenLight, TakesPicturesOfAnySizeAndKeepsIt) {
  EXPECT_TRUE(rc::check([](std::uint8_t a, std::uint8_t b) {
    const int width = *rc::gen::inRange(0, 9);
    const int height = *rc::gen::inRange(width == 0 ? 0 : 1, 9);
    const GrayImage even = InEvenLight(
        Picture(width, width == 0 ? 0 : height, [&](double u, double v) { return u < v ? a : b; }));
    RC_ASSERT(even.width() == width);
  }));
}

TEST(ExtractInk, FindsFaintWritingInFogOnSmallPictures) {
  const Ink ink = ExtractInk(Picture(kSide, kSide, [](double u, double v) {
                               return Fog(u, v) + (IsOnRing(u, v) ? 50.0 : 0.0);
                             }).view());
  ASSERT_FALSE(ink.bounds.empty());
  EXPECT_TRUE(ink.light_on_dark);
  for (int y = 0; y < kSide; ++y) {
    for (int x = 0; x < kSide; ++x) {
      const bool written = IsOnRing(2.0 * x / kSide - 1.0, 2.0 * y / kSide - 1.0);
      EXPECT_EQ(ink.amount.at(x, y) > 100, written) << x << ", " << y;
    }
  }
}

TEST(ExtractInk, FindsNothingInFogAloneOnSmallPictures) {
  EXPECT_TRUE(ExtractInk(Picture(kSide, kSide, Fog).view()).bounds.empty());
}

}  // namespace
}  // namespace inkdigit
