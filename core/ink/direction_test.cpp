#include "core/ink/direction.h"

#include <gtest/gtest.h>

#include <utility>

#include "core/ink/mask_for_test.h"

namespace inkdigit {
namespace {

TEST(DirectionOf, ABarHasItsAngleFromUpright) {
  for (const auto& [end, angle] : {std::pair{MaskPoint{100, 20}, 0.0},
                                   {MaskPoint{180, 100}, 90.0},
                                   {MaskPoint{157, 43}, 45.0},
                                   {MaskPoint{43, 43}, 45.0}}) {
    Mask mask(200, 200);
    DrawStroke(mask, {100, 100}, end, 6);
    const Direction direction = DirectionOf(ComponentsOf(mask), 0);
    EXPECT_NEAR(direction.from_upright, angle, 1.0);
    EXPECT_GT(direction.elongation, 10.0);
  }
}

TEST(DirectionOf, ARingHasNoneAndANarrowOneIsLonger) {
  Mask round(200, 200);
  DrawRing(round, {100, 100}, 50, 50, 6);
  EXPECT_NEAR(DirectionOf(ComponentsOf(round), 0).elongation, 1.0, 0.02);
  Mask narrow(200, 200);
  DrawRing(narrow, {100, 100}, 30, 60, 6);
  EXPECT_GT(DirectionOf(ComponentsOf(narrow), 0).elongation, 1.6);
}

TEST(DirectionOf, APixelIsAsLongAsWide) {
  Mask mask(10, 10);
  mask.at(3, 4) = 1;
  EXPECT_DOUBLE_EQ(DirectionOf(ComponentsOf(mask), 0).elongation, 1.0);
}

}  // namespace
}  // namespace inkdigit
