#include "core/ink/margin.h"

#include <gtest/gtest.h>

#include "core/ink/mask_for_test.h"

namespace inkdigit {
namespace {

constexpr int kSide = 200;

// A 7 with strokes of this width: its top, its stem, and the bar through it, which touches neither.
Mask DrawSeven(double pen, bool at_upper_border) {
  Mask mask(kSide, kSide);
  const double top = at_upper_border ? pen / 2 - 1 : 50;
  DrawStroke(mask, {70, top}, {120, top}, pen);
  DrawStroke(mask, {120, top}, {115, top + 90}, pen);
  DrawStroke(mask, {78, top + 50}, {98, top + 47}, pen);
  return mask;
}

void ExpectNoMargin(const Mask& mask) {
  const Components components = ComponentsOf(mask);
  const Margins margins = FindMargins(components, Shown::kCanvas);
  EXPECT_FALSE(margins.only_margin);
  for (std::size_t i = 0; i < components.list.size(); ++i) EXPECT_FALSE(margins.is_margin[i]) << i;
}

TEST(FindMargins, TakesFingersThatHoldThePaper) {
  Mask mask = DrawSeven(6, false);
  DrawDisc(mask, {5, 60}, 18);
  DrawDisc(mask, {110, 195}, 16);
  const Components components = ComponentsOf(mask);
  const Margins margins = FindMargins(components, Shown::kCanvas);
  EXPECT_TRUE(margins.is_margin[ComponentAt(components, 5, 60)]);
  EXPECT_TRUE(margins.is_margin[ComponentAt(components, 110, 195)]);
  EXPECT_FALSE(margins.is_margin[ComponentAt(components, 70, 50)]);
}

TEST(FindMargins, TakesAPenThatReachesIn) {
  Mask mask = DrawSeven(6, false);
  DrawStroke(mask, {150, 80}, {190, 220}, 12);
  const Components components = ComponentsOf(mask);
  EXPECT_TRUE(FindMargins(components, Shown::kCanvas).is_margin[ComponentAt(components, 150, 80)]);
}

TEST(FindMargins, LeavesAStrokeThatIsCutOffAtTheBorderOfACanvas) {
  Mask mask = DrawSeven(6, false);
  DrawStroke(mask, {160, -5}, {150, 80}, 8);
  ExpectNoMargin(mask);
  const Components components = ComponentsOf(mask);
  EXPECT_TRUE(
      FindMargins(components, Shown::kPhotograph).is_margin[ComponentAt(components, 150, 80)])
      << "a pen";
}

TEST(FindMargins, LeavesABoldDigitAtTheBorderBesideSpecks) {
  Mask mask(kSide, kSide);
  DrawStroke(mask, {60, 40}, {120, 0}, 30);
  DrawStroke(mask, {120, 0}, {120, 150}, 30);
  DrawBox(mask, 20, 100, 24, 103);
  ExpectNoMargin(mask);
}

TEST(FindMargins, TakesTheShadowBesideASheet) {
  Mask mask(kSide, kSide);
  DrawStroke(mask, {40, 140}, {150, 145}, 7);
  DrawStroke(mask, {150, 145}, {155, 40}, 7);
  DrawRing(mask, {95, 90}, 18, 28, 6);
  const Components components = ComponentsOf(mask);
  const Margins margins = FindMargins(components, Shown::kCanvas);
  EXPECT_TRUE(margins.is_margin[ComponentAt(components, 150, 145)]);
  EXPECT_FALSE(margins.is_margin[ComponentAt(components, 95, 62)]);
}

TEST(FindMargins, TakesTheShadowOfALargeSheetWithSmallWriting) {
  Mask mask(kSide, kSide);
  DrawStroke(mask, {20, 170}, {170, 175}, 5);
  DrawStroke(mask, {170, 175}, {175, 20}, 5);
  DrawRing(mask, {95, 90}, 6, 9, 3);
  const Components components = ComponentsOf(mask);
  const Margins margins = FindMargins(components, Shown::kCanvas);
  EXPECT_TRUE(margins.is_margin[ComponentAt(components, 170, 175)]);
  EXPECT_FALSE(margins.is_margin[ComponentAt(components, 95, 81)]);
}

TEST(FindMargins, LeavesASevenWithADetachedBar) {
  for (const bool at_upper_border : {false, true}) {
    for (const double pen : {4.0, 8.0, 14.0}) ExpectNoMargin(DrawSeven(pen, at_upper_border));
  }
}

TEST(FindMargins, LeavesTheCombOfAFormToSegmentation) {
  Mask mask(kSide, kSide);
  DrawBox(mask, 20, 120, 180, 122);
  for (const int x : {20, 60, 100, 140, 178}) DrawBox(mask, x, 90, x + 2, 122);
  DrawRing(mask, {40, 95}, 10, 16, 4);
  DrawRing(mask, {80, 95}, 10, 16, 4);
  ExpectNoMargin(mask);
}

TEST(FindMargins, LeavesARingAroundWriting) {
  Mask mask(kSide, kSide);
  DrawRing(mask, {100, 100}, 60, 60, 6);
  DrawStroke(mask, {100, 70}, {100, 130}, 6);
  ExpectNoMargin(mask);
}

}  // namespace
}  // namespace inkdigit
