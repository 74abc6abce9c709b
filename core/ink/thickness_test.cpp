#include "core/ink/thickness.h"

#include <gtest/gtest.h>

#include "core/ink/mask_for_test.h"

namespace inkdigit {
namespace {

TEST(HalfThickness, IsHalfTheWidthOfAStroke) {
  Mask mask(60, 60);
  DrawBox(mask, 10, 10, 15, 50);
  EXPECT_EQ(HalfThickness(ComponentsOf(mask), 0), 3);
}

TEST(HalfThickness, IsThatOfTheThickestPart) {
  Mask mask(60, 60);
  DrawBox(mask, 10, 10, 13, 50);
  DrawBox(mask, 10, 20, 31, 41);
  EXPECT_EQ(HalfThickness(ComponentsOf(mask), 0), 11);
}

TEST(HalfThickness, OfAStrokeAlongThePicturesBorderIsNoLarger) {
  Mask mask(60, 60);
  DrawBox(mask, 0, 0, 60, 5);
  EXPECT_EQ(HalfThickness(ComponentsOf(mask), 0), 3);
}

TEST(HalfThickness, CountsOtherComponentsAsOutside) {
  Mask mask(60, 60);
  DrawRing(mask, {30, 30}, 20, 20, 5);
  DrawBox(mask, 27, 27, 33, 33);
  const Components components = ComponentsOf(mask);
  EXPECT_LE(HalfThickness(components, ComponentAt(components, 30, 10)), 4);
}

}  // namespace
}  // namespace inkdigit
