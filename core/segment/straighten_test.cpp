#include "core/segment/straighten.h"

#include <gtest/gtest.h>

#include "core/segment/numbers_for_test.h"

namespace inkdigit {
namespace {

TEST(EstimateSkew, FindsTheAngleOfALine) {
  for (const double falls : {-20.0, -15.0, -8.0, 8.0, 15.0, 20.0}) {
    const GrayImage ink = InkOfDrawing(DrawNumber({.text = "28035964", .falls = falls}));
    EXPECT_NEAR(EstimateSkew(ink), falls, 3.0) << falls;
  }
}

TEST(EstimateSkew, LeavesALevelLineAndALoneDigitAsTheyAre) {
  for (const char* text : {"28035964", "1", "4", "7", "0"}) {
    EXPECT_EQ(EstimateSkew(InkOfDrawing(DrawNumber({.text = text}))), 0.0) << text;
  }
  EXPECT_EQ(EstimateSkew(GrayImage(50, 50)), 0.0);
}

TEST(Straightened, CopiesInkThatIsLevel) {
  const GrayImage ink = InkOfDrawing(DrawNumber({.text = "23"}));
  EXPECT_EQ(Straightened(ink, 0.0).ink().pixels(), ink.pixels());
}

TEST(Straightened, GivesBoxesInThePictureThatItWasGiven) {
  GrayImage ink(200, 100);
  FillBox(ink, {120, 30, 20, 40});
  for (const double degrees : {0.0, 10.0, -20.0}) {
    Straightened level(ink, degrees);
    // All that lies in the turned picture is that rectangle.
    const Box box = level.BoxInOriginal(level.ink(), 0, 0, 1);
    EXPECT_NEAR(box.x, 120, 2) << degrees;
    EXPECT_NEAR(box.y, 30, 2) << degrees;
    EXPECT_NEAR(box.width, 20, 3) << degrees;
    EXPECT_NEAR(box.height, 40, 3) << degrees;
  }
}

TEST(Straightened, BringsATurnedLineBack) {
  const GrayImage ink = InkOfDrawing(DrawNumber({.text = "28035964", .falls = 12.0}));
  EXPECT_NEAR(EstimateSkew(Straightened(ink, 12.0).ink()), 0.0, 0.5);
}

}  // namespace
}  // namespace inkdigit
