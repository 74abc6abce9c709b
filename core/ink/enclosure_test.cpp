#include "core/ink/enclosure.h"

#include <gtest/gtest.h>

#include "core/ink/mask_for_test.h"

namespace inkdigit {
namespace {

TEST(Encloses, HoldsForWhatLiesInAHole) {
  Mask mask(80, 80);
  DrawRing(mask, {40, 40}, 30, 30, 4);
  DrawBox(mask, 38, 30, 42, 50);
  const Components components = ComponentsOf(mask);
  const std::size_t ring = ComponentAt(components, 40, 10);
  const std::size_t bar = ComponentAt(components, 40, 40);
  EXPECT_TRUE(Encloses(components, ring, bar));
  EXPECT_FALSE(Encloses(components, bar, ring));
}

TEST(Encloses, DoesNotHoldWhereThereIsAWayOut) {
  Mask mask(80, 80);
  DrawRing(mask, {40, 40}, 30, 30, 4);
  for (int y = 35; y < 45; ++y) {
    for (int x = 50; x < 80; ++x) mask.at(x, y) = 0;
  }
  DrawBox(mask, 38, 30, 42, 50);
  const Components components = ComponentsOf(mask);
  EXPECT_FALSE(
      Encloses(components, ComponentAt(components, 40, 10), ComponentAt(components, 40, 40)));
}

TEST(OutsideOf, IsAllButTheComponentAndItsHoles) {
  Mask mask(80, 80);
  DrawRing(mask, {40, 40}, 30, 30, 4);
  const Components components = ComponentsOf(mask);
  const Mask outside = OutsideOf(components, 0);
  const Box& box = components.list[0].box;
  EXPECT_EQ(outside.width(), box.width + 2);
  EXPECT_EQ(outside.at(0, 0), 1);
  EXPECT_EQ(outside.at(1, 1), 1) << "the corner of the box, outside the ring";
  EXPECT_EQ(outside.at(40 - box.x + 1, 40 - box.y + 1), 0) << "the hole";
}

}  // namespace
}  // namespace inkdigit
