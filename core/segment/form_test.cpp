#include "core/segment/form.h"

#include <gtest/gtest.h>

#include <cstdlib>

#include "core/segment/crop.h"
#include "core/segment/numbers_for_test.h"

namespace inkdigit {
namespace {

void DrawFrame(GrayImage& ink, const Box& box, int thickness) {
  FillBox(ink, {box.x, box.y, box.width, thickness});
  FillBox(ink, {box.x, box.y + box.height - thickness, box.width, thickness});
  FillBox(ink, {box.x, box.y, thickness, box.height});
  FillBox(ink, {box.x + box.width - thickness, box.y, thickness, box.height});
}

// Pixels of ink in `found` that are not in `expected`, or the other way round.
int Differences(const GrayImage& found, const GrayImage& expected) {
  int count = 0;
  for (std::size_t i = 0; i < found.pixels().size(); ++i) {
    count += std::abs(found.pixels()[i] - expected.pixels()[i]) > 100 ? 1 : 0;
  }
  return count;
}

TEST(RemoveForm, TakesARowOfJoinedCellsOutAndLeavesTheDigits) {
  const GrayImage digits = InkOfDrawing(DrawNumber({.text = "4072", .gap = 0.6}));
  GrayImage ink = digits;
  // A digit's place is 42 wide, from one to the next 78; the first begins 60 from the left.
  for (int cell = 0; cell < 4; ++cell) DrawFrame(ink, {42 + 78 * cell, 42, 80, 96}, 2);
  const int before = Differences(ink, digits);
  RemoveForm(ink);
  EXPECT_GT(before, 1500);
  EXPECT_LT(Differences(ink, digits), 80);
}

TEST(RemoveForm, TakesBoxesThatStandApartOut) {
  const GrayImage digits = InkOfDrawing(DrawNumber({.text = "407", .gap = 0.9}));
  GrayImage ink = digits;
  for (int cell = 0; cell < 3; ++cell) DrawFrame(ink, {42 + 96 * cell, 42, 78, 96}, 2);
  RemoveForm(ink);
  EXPECT_LT(Differences(ink, digits), 80);
}

TEST(RemoveForm, TakesRulingOut) {
  const GrayImage digits = InkOfDrawing(DrawNumber({.text = "18852034"}));
  GrayImage ink = digits;
  FillBox(ink, {0, 128, ink.width(), 2});
  RemoveForm(ink);
  EXPECT_LT(Differences(ink, digits), 60);
}

TEST(RemoveForm, LeavesDigitsWithoutAForm) {
  for (const char* text : {"0", "1", "11", "7", "4", "5527", "1140", "0077", "4114"}) {
    const GrayImage whole = InkOfDrawing(DrawNumber({.text = text}));
    // As ReadPage has it: cropped to about the ink.
    const GrayImage digits = CropImage(whole, {56, 56, whole.width() - 112, whole.height() - 112});
    GrayImage ink = digits;
    RemoveForm(ink);
    EXPECT_EQ(Differences(ink, digits), 0) << text;
  }
}

TEST(RemoveForm, LeavesASquareZeroThatStandsAlone) {
  GrayImage ink(200, 200);
  DrawFrame(ink, {60, 40, 80, 110}, 6);
  const GrayImage before = ink;
  RemoveForm(ink);
  EXPECT_EQ(Differences(ink, before), 0);
}

TEST(RemoveForm, TakesNoInkAtAll) {
  GrayImage nothing;
  RemoveForm(nothing);
  EXPECT_TRUE(nothing.empty());
  GrayImage blank(30, 20);
  RemoveForm(blank);
  EXPECT_EQ(blank.width(), 30);
}

}  // namespace
}  // namespace inkdigit
