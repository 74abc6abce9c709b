#include "core/ink/aside.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "core/ink/mask_for_test.h"

namespace inkdigit {
namespace {

constexpr int kSide = 200;
constexpr double kPen = 6;

// The flags of a picture in which nothing is margin.
struct Found {
  Components components;
  std::vector<bool> is_aside;

  explicit Found(const Mask& mask)
      : components(ComponentsOf(mask)),
        is_aside(FindAside(components, std::vector<bool>(components.list.size(), false))) {}
  [[nodiscard]] bool at(int x, int y) const { return is_aside[ComponentAt(components, x, y)]; }
  [[nodiscard]] bool any() const {
    return std::find(is_aside.begin(), is_aside.end(), true) != is_aside.end();
  }
};

void DrawThree(Mask& mask, double x, double y) {
  DrawStroke(mask, {x - 15, y - 30}, {x + 15, y - 30}, kPen);
  DrawStroke(mask, {x + 15, y - 30}, {x, y - 5}, kPen);
  DrawStroke(mask, {x, y - 5}, {x + 15, y + 10}, kPen);
  DrawStroke(mask, {x + 15, y + 10}, {x - 12, y + 30}, kPen);
}

TEST(FindAside, HoldsUnderlines) {
  Mask mask(kSide, kSide);
  DrawThree(mask, 100, 80);
  DrawStroke(mask, {65, 130}, {140, 125}, kPen);
  DrawStroke(mask, {65, 142}, {140, 137}, kPen);
  const Found found(mask);
  EXPECT_TRUE(found.at(65, 130));
  EXPECT_TRUE(found.at(65, 142));
  EXPECT_FALSE(found.at(85, 50));
}

TEST(FindAside, HoldsAWideUnderlineJustBelow) {
  Mask mask(kSide, kSide);
  DrawThree(mask, 100, 80);
  DrawStroke(mask, {60, 121}, {145, 116}, 4);
  EXPECT_TRUE(Found(mask).at(60, 121));
}

TEST(FindAside, HoldsTheBarOfAFraction) {
  Mask mask(kSide, kSide);
  DrawThree(mask, 100, 50);
  DrawStroke(mask, {65, 98}, {140, 98}, kPen);
  DrawThree(mask, 100, 150);
  const Found found(mask);
  EXPECT_TRUE(found.at(65, 98));
  EXPECT_FALSE(found.at(85, 20));
  EXPECT_FALSE(found.at(85, 120));
}

TEST(FindAside, DoesNotHoldThePartsOfADigit) {
  Mask five(kSide, kSide);  // below another digit, its bar detached
  DrawThree(five, 100, 40);
  DrawStroke(five, {82, 100}, {120, 98}, kPen);
  DrawStroke(five, {82, 108}, {82, 125}, kPen);
  DrawStroke(five, {82, 125}, {115, 140}, kPen);
  DrawStroke(five, {115, 140}, {80, 165}, kPen);
  EXPECT_FALSE(Found(five).any());

  Mask two(kSide, kSide);  // its foot hardly detached
  DrawStroke(two, {80, 60}, {115, 60}, kPen);
  DrawStroke(two, {115, 60}, {80, 120}, kPen);
  DrawStroke(two, {78, 129}, {122, 129}, kPen);
  EXPECT_FALSE(Found(two).any());
}

TEST(FindAside, DoesNotHoldAMinusOrALoneBar) {
  Mask minus(kSide, kSide);
  DrawStroke(minus, {30, 80}, {60, 80}, kPen);
  DrawThree(minus, 110, 80);
  EXPECT_FALSE(Found(minus).any());
  Mask bar(kSide, kSide);
  DrawStroke(bar, {60, 100}, {140, 95}, kPen);
  EXPECT_FALSE(Found(bar).any());
}

TEST(FindAside, HoldsARingAroundADigit) {
  Mask mask(kSide, kSide);
  DrawThree(mask, 100, 100);
  DrawRing(mask, {100, 100}, 55, 55, kPen);
  const Found found(mask);
  EXPECT_TRUE(found.at(155, 100));
  EXPECT_FALSE(found.at(85, 70));

  Mask one(kSide, kSide);
  DrawStroke(one, {106, 70}, {96, 130}, kPen);
  DrawRing(one, {100, 100}, 55, 55, kPen);
  EXPECT_TRUE(Found(one).at(155, 100)) << "an upright 1 is no slash";
}

TEST(FindAside, DoesNotHoldAZeroWithASlashOrADotInside) {
  Mask slashed(kSide, kSide);
  DrawRing(slashed, {100, 100}, 40, 60, kPen);
  DrawStroke(slashed, {118, 70}, {82, 130}, kPen);
  EXPECT_FALSE(Found(slashed).any());
  Mask dotted(kSide, kSide);
  DrawRing(dotted, {100, 100}, 50, 60, kPen);
  DrawDisc(dotted, {100, 100}, 8);
  EXPECT_FALSE(Found(dotted).at(150, 100));
}

TEST(FindAside, LeavesTheCellsOfAFormToSegmentation) {
  Mask mask(kSide, kSide);
  for (const int left : {20, 105}) {
    DrawBox(mask, left, 60, left + 75, 62);
    DrawBox(mask, left, 138, left + 75, 140);
    DrawBox(mask, left, 60, left + 2, 140);
    DrawBox(mask, left + 73, 60, left + 75, 140);
    DrawThree(mask, left + 37, 100);
  }
  EXPECT_FALSE(Found(mask).any());
}

TEST(FindAside, HoldsPunchedHolesAndWhatPeeksInAtTheBorder) {
  Mask mask(kSide, kSide);
  DrawThree(mask, 120, 100);
  for (const double y : {40.0, 100.0, 160.0}) DrawDisc(mask, {15, y}, 8);
  for (const double x : {60.0, 90.0, 120.0, 150.0}) DrawStroke(mask, {x, 0}, {x + 4, 10}, 5);
  const Found found(mask);
  EXPECT_TRUE(found.at(15, 100));
  EXPECT_TRUE(found.at(90, 0));
  EXPECT_FALSE(found.at(105, 70));
}

TEST(FindAside, HoldsTheHolesAndTheSpiralBesideASmallDigit) {
  Mask mask(kSide, kSide);
  DrawStroke(mask, {110, 85}, {100, 120}, 4);
  for (const double y : {40.0, 160.0}) DrawDisc(mask, {15, y}, 8);
  for (const double x : {60.0, 90.0, 120.0, 150.0}) DrawStroke(mask, {x, 0}, {x + 4, 18}, 5);
  const Found found(mask);
  EXPECT_TRUE(found.at(15, 40));
  EXPECT_TRUE(found.at(90, 0));
  EXPECT_FALSE(found.at(100, 120));
}

TEST(FindAside, DoesNotHoldDigitsAsHighAsTheOthersAtTheBorder) {
  Mask mask(kSide, kSide);
  DrawThree(mask, 60, 40);
  DrawThree(mask, 120, 40);
  DrawStroke(mask, {180, 0}, {175, 60}, kPen);
  EXPECT_FALSE(Found(mask).any());
}

}  // namespace
}  // namespace inkdigit
