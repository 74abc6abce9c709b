#include "training/scenes/shapes.h"

#include <gtest/gtest.h>

namespace inkdigit::training {
namespace {

TEST(Shapes, HaveTheirDistances) {
  EXPECT_DOUBLE_EQ(DistanceToDisc({13, 14}, {10, 10}, 2), 3);
  EXPECT_DOUBLE_EQ(DistanceToDisc({10, 10}, {10, 10}, 2), -2);
  EXPECT_DOUBLE_EQ(DistanceToRing({10, 15}, {10, 10}, 5, 2), -1);
  EXPECT_DOUBLE_EQ(DistanceToRing({10, 10}, {10, 10}, 5, 2), 4);
  EXPECT_DOUBLE_EQ(DistanceToStroke({5, 3}, {0, 0}, {10, 0}, 2), 2);
  EXPECT_DOUBLE_EQ(DistanceToStroke({13, 4}, {0, 0}, {10, 0}, 2), 4);
  EXPECT_DOUBLE_EQ(DistanceToStroke({3, 4}, {0, 0}, {0, 0}, 2), 4);
}

TEST(Shapes, AQuadrilateralIsNegativeInside) {
  const Quadrilateral square = {{{0, 0}, {10, 0}, {10, 10}, {0, 10}}};
  EXPECT_DOUBLE_EQ(DistanceToQuadrilateral({5, 3}, square), -3);
  EXPECT_DOUBLE_EQ(DistanceToQuadrilateral({12, 5}, square), 2);
}

TEST(Shapes, CoverFallsFromOneToZeroAcrossTheEdge) {
  EXPECT_DOUBLE_EQ(Cover(-1), 1);
  EXPECT_DOUBLE_EQ(Cover(0), 0.5);
  EXPECT_DOUBLE_EQ(Cover(1), 0);
  EXPECT_DOUBLE_EQ(Cover(1, 4), 0.25);
}

}  // namespace
}  // namespace inkdigit::training
