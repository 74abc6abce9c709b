#include "training/scenes/photo.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace inkdigit::training {
namespace {

TEST(Photo, PaintsLightsAndDevelops) {
  Photo photo(4, 2, {200, 100, 50});
  photo.Paint({0, 0, 0}, [](const Point& at) { return at.x < 1 ? 1.0 : 0.0; });
  photo.Light([](const Point& at) { return at.y < 1 ? 0.5 : 2.0; });
  Random random(1);
  const ColorImage image = photo.Develop(0, random);
  ASSERT_EQ(image.samples.size(), 24U);
  EXPECT_EQ(image.samples[0], 0);
  EXPECT_EQ(image.samples[3], 100);
  EXPECT_EQ(image.samples[4], 50);
  EXPECT_EQ(image.samples[15], 255) << "no brighter than white";
}

TEST(SmoothNoise, IsTheSameForOneSeedAndChangesSlowly) {
  const SmoothNoise noise(20, 7);
  const SmoothNoise same(20, 7);
  double least = 1;
  double most = -1;
  for (int x = -200; x < 200; ++x) {
    const double value = noise.At({x + 0.5, 3.0});
    EXPECT_EQ(value, same.At({x + 0.5, 3.0}));
    EXPECT_NEAR(value, noise.At({x + 1.5, 3.0}), 0.1);
    least = std::min(least, value);
    most = std::max(most, value);
  }
  EXPECT_GE(least, -0.5);
  EXPECT_LE(most, 0.5);
  EXPECT_GT(most - least, 0.3);
}

}  // namespace
}  // namespace inkdigit::training
