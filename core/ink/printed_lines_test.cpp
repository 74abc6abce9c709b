#include "core/ink/printed_lines.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "core/transpose.h"

namespace inkdigit {
namespace {

constexpr int kPaper = 230;
constexpr int kLine = 170;
constexpr int kPen = 60;

void Darken(GrayImage& picture, int x, int y, int level) {
  if (x < 0 || y < 0 || x >= picture.width() || y >= picture.height()) return;
  picture.at(x, y) = std::min(picture.at(x, y), static_cast<std::uint8_t>(level));
}

// Lines two pixels thick with soft edges, at every `distance` rows, that fall by `slope` rows a
// column.
void Rule(GrayImage& picture, int distance, double slope) {
  for (int row = distance / 2; row < picture.height(); row += distance) {
    for (int x = 0; x < picture.width(); ++x) {
      const double top = row + slope * x;
      const int y = static_cast<int>(std::floor(top));
      const double below = top - y;
      Darken(picture, x, y, static_cast<int>(kPaper + (kLine - kPaper) * (1.0 - below)));
      Darken(picture, x, y + 1, kLine);
      Darken(picture, x, y + 2, static_cast<int>(kPaper + (kLine - kPaper) * below));
    }
  }
}

// A level and a leaning stroke, four pixels thick, as a 7 has them.
void WriteSeven(GrayImage& picture, int x0, int y0, int size) {
  for (int i = 0; i < size; ++i) {
    for (int t = 0; t < 4; ++t) {
      Darken(picture, x0 + i / 2, y0 + t, kPen);
      Darken(picture, x0 + size / 2 - i / 3 + t, y0 + i, kPen);
    }
  }
}

int SumOfDifferences(const GrayImage& a, const GrayImage& b) {
  int sum = 0;
  for (std::size_t i = 0; i < a.pixels().size(); ++i)
    sum += std::abs(a.pixels()[i] - b.pixels()[i]);
  return sum;
}

TEST(WithoutPrintedLines, GivesTheWritingOnSquaredPaperAlone) {
  GrayImage written(300, 120, kPaper);
  for (int i = 0; i < 4; ++i) WriteSeven(written, 20 + 70 * i, 30, 60);
  GrayImage squared = written;
  Rule(squared, 15, 0.02);
  squared = Transpose(squared);
  Rule(squared, 15, -0.02);
  squared = Transpose(squared);
  // A little stays where a line goes over into the next row of pixels.
  EXPECT_LT(4 * SumOfDifferences(WithoutPrintedLines(squared), written),
            SumOfDifferences(squared, written));
}

TEST(WithoutPrintedLines, TakesOutALoneLineThatIsFainterThanTheWriting) {
  GrayImage written(300, 120, kPaper);
  WriteSeven(written, 100, 30, 60);
  GrayImage ruled = written;
  for (int x = 0; x < ruled.width(); ++x) Darken(ruled, x, 85, kLine);
  EXPECT_LT(10 * SumOfDifferences(WithoutPrintedLines(ruled), written),
            SumOfDifferences(ruled, written));
}

TEST(WithoutPrintedLines, LeavesALoneStrokeFromSideToSide) {
  GrayImage picture(200, 100, kPaper);
  for (int x = 0; x < picture.width(); ++x) {
    for (int y = 48; y < 52; ++y) Darken(picture, x, y, kPen);
    Darken(picture, x, 47, (kPaper + kPen) / 2);
    Darken(picture, x, 52, (kPaper + kPen) / 2);
  }
  EXPECT_EQ(WithoutPrintedLines(picture).pixels(), picture.pixels());
}

TEST(WithoutPrintedLines, LeavesFourUprightStrokes) {
  GrayImage picture(200, 100, kPaper);
  for (const int x : {30, 70, 115, 160}) {
    for (int y = 10; y < 90; ++y) {
      for (int t = 0; t < 4; ++t) Darken(picture, x + t, y, kPen);
    }
  }
  EXPECT_EQ(WithoutPrintedLines(picture).pixels(), picture.pixels());
}

RC_GTEST_PROP(WithoutPrintedLinesProperty, OnlyEverLightens, ()) {
  const int width = *rc::gen::inRange(1, 70);
  const int height = *rc::gen::inRange(1, 70);
  GrayImage picture(width, height);
  for (std::uint8_t& pixel : picture.pixels()) pixel = *rc::gen::arbitrary<std::uint8_t>();
  const GrayImage plain = WithoutPrintedLines(picture);
  RC_ASSERT(plain.width() == width);
  RC_ASSERT(plain.height() == height);
  for (std::size_t i = 0; i < plain.pixels().size(); ++i) {
    RC_ASSERT(plain.pixels()[i] >= picture.pixels()[i]);
  }
}

}  // namespace
}  // namespace inkdigit
