#include "training/render/page_light.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cstdint>

namespace inkdigit::training {
namespace {

PageLevels White(int width, int height) {
  return {std::vector<double>(static_cast<std::size_t>(width) * height, 255.0), width, height};
}

double Least(const PageLevels& levels) {
  return *std::min_element(levels.values.begin(), levels.values.end());
}
double Most(const PageLevels& levels) {
  return *std::max_element(levels.values.begin(), levels.values.end());
}

TEST(PageLight, FallsOffToHalfAtTheLeast) {
  EXPECT_TRUE(rc::check([](std::uint64_t seed) {
    Random random(seed);
    PageLevels levels = White(30, 20);
    LetLightFallOff(levels, random);
    RC_ASSERT(Most(levels) <= 255.0);
    RC_ASSERT(Least(levels) >= 0.49 * 255.0);
    RC_ASSERT(Least(levels) < 250.0);
  }));
}

TEST(CastShadow, LeavesBothLightAndShade) {
  EXPECT_TRUE(rc::check([](std::uint64_t seed) {
    Random random(seed);
    PageLevels levels = White(30, 30);
    CastShadow(levels, random);
    RC_ASSERT(Most(levels) > 254.0);
    RC_ASSERT(Least(levels) < 0.95 * 255.0);
  }));
}

TEST(AddClouds, StayInTheRangeOfAPicture) {
  EXPECT_TRUE(rc::check([](std::uint64_t seed) {
    Random random(seed);
    PageLevels levels = White(25, 35);
    AddClouds(levels, 200.0, random);
    RC_ASSERT(Least(levels) >= 0.0);
    RC_ASSERT(Most(levels) <= 255.0);
    RC_ASSERT(Most(levels) - Least(levels) > 5.0);
  }));
}

TEST(InvertStrips, LeavesAtLeastFourTenthsAndInvertsTheRest) {
  EXPECT_TRUE(rc::check([](std::uint64_t seed) {
    Random random(seed);
    PageLevels levels = White(40, 40);
    InvertStrips(levels, random);
    const auto white = std::count(levels.values.begin(), levels.values.end(), 255.0);
    const auto black = std::count(levels.values.begin(), levels.values.end(), 0.0);
    RC_ASSERT(white + black == 1600);
    RC_ASSERT(white >= 600);
    RC_ASSERT(black > 0);
  }));
}

}  // namespace
}  // namespace inkdigit::training
