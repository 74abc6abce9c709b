#include "training/render/not_digits.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>

#include "training/render/canvas.h"

namespace inkdigit::training {
namespace {

// A ring as wide as high, with a margin: what a 0 looks like.
GrayImage Ring() {
  Stroke circle;
  for (int i = 0; i <= 40; ++i) {
    circle.push_back({std::cos(0.157 * i), std::sin(0.157 * i)});
  }
  CanvasOptions canvas;
  canvas.width = 60;
  canvas.height = 60;
  canvas.ink = 255;
  canvas.paper = 0;
  return RenderStrokes({circle}, canvas);
}

bool HasInk(const GrayImage& image) {
  return std::any_of(image.pixels().begin(), image.pixels().end(),
                     [](std::uint8_t pixel) { return pixel > 127; });
}

TEST(NotDigitCharacters, HoldNoneThatIsTheSameInkAsADigit) {
  EXPECT_EQ(kNotDigitCharacters.find_first_of(U"0123456789OoDQlIi|!SsZzBbqgGyYT"),
            std::u32string_view::npos);
}

TEST(Shape, AlwaysHasInkAndRepeatsForTheSameSeed) {
  rc::check([](std::uint64_t seed) {
    Random first(seed);
    Random second(seed);
    const Strokes shape = Shape(first);
    RC_ASSERT(shape == Shape(second));
    CanvasOptions canvas;
    canvas.ink = 255;
    canvas.paper = 0;
    RC_ASSERT(HasInk(RenderStrokes(shape, canvas)));
  });
}

TEST(Scribble, IsLongerThanAnyDigit) {
  rc::check([](std::uint64_t seed) {
    Random random(seed);
    double length = 0.0;
    for (const Stroke& stroke : Scribble(random)) {
      for (std::size_t i = 1; i < stroke.size(); ++i) {
        length += std::hypot(stroke[i].x - stroke[i - 1].x, stroke[i].y - stroke[i - 1].y);
      }
    }
    RC_ASSERT(length >= 8 * 0.35);  // drawn into a square of side 1
  });
}

TEST(MergeSideBySide, IsAboutAsWideAsItsDigitsTogether) {
  const GrayImage ring = Ring();
  Random random(1);
  const GrayImage merged = MergeSideBySide({ring.view(), ring.view()}, random);
  EXPECT_GT(merged.width(), 80);
  EXPECT_LT(merged.height(), 60);
  EXPECT_TRUE(HasInk(merged));
}

TEST(CutPart, KeepsLessThanHalfOfAZero) {
  const GrayImage ring = Ring();
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    Random random(seed);
    const GrayImage part = CutPart(ring.view(), 0, random);
    EXPECT_TRUE(HasInk(part));
    EXPECT_LT(part.height(), 40 / 2 + 8);
  }
}

TEST(CutPart, GivesNothingWhereAPartMayBeADigitItself) {
  const GrayImage ring = Ring();
  Random random(1);
  for (const int label : {1, 6, 7, 9}) EXPECT_TRUE(CutPart(ring.view(), label, random).empty());
}

}  // namespace
}  // namespace inkdigit::training
