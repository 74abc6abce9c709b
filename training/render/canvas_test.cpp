#include "training/render/canvas.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>

namespace inkdigit::training {
namespace {

const Strokes kUpright = {{{0, 0}, {0, 100}}};
const Strokes kHook = {{{0, 0}, {60, 0}, {20, 100}}, {{10, 50}, {50, 50}}};

// The pixels that are darker than half grey; requires dark ink.
Box InkBox(const GrayImage& image) {
  int left = image.width();
  int right = -1;
  int top = image.height();
  int bottom = -1;
  for (int y = 0; y < image.height(); ++y) {
    for (int x = 0; x < image.width(); ++x) {
      if (image.at(x, y) > 127) continue;
      left = std::min(left, x);
      right = std::max(right, x);
      top = std::min(top, y);
      bottom = std::max(bottom, y);
    }
  }
  return right < left ? Box{} : Box{left, top, right - left + 1, bottom - top + 1};
}

TEST(RenderStrokes, PutsTheInkInTheMiddleAtTheAskedSize) {
  CanvasOptions options;
  options.width = 300;
  options.height = 300;
  options.size = 0.5;
  const Box ink = InkBox(RenderStrokes(kUpright, options));
  EXPECT_NEAR(ink.height, 150, 1);
  EXPECT_NEAR(ink.y + ink.height / 2.0, 150, 1);
  EXPECT_NEAR(ink.x + ink.width / 2.0, 150, 1);
}

TEST(RenderStrokes, DrawsAsBroadAsThePen) {
  CanvasOptions options;
  options.width = 300;
  options.height = 300;
  options.size = 1.0;
  for (const double pen : {0.04, 0.1, 0.2}) {
    options.pen = pen;
    EXPECT_NEAR(InkBox(RenderStrokes(kUpright, options)).width, 300 * pen, 1);
  }
}

TEST(RenderStrokes, TouchesBothEdgesAtFullSizeAndNeverLeavesTheCanvas) {
  rc::check([] {
    CanvasOptions options;
    options.size = 1.0;
    options.center_x = *rc::gen::inRange(0, 101) / 100.0;
    options.center_y = *rc::gen::inRange(0, 101) / 100.0;
    options.pen = *rc::gen::inRange(4, 21) / 100.0;
    const Box ink = InkBox(RenderStrokes(kHook, options));
    RC_ASSERT(ink.y <= 1);
    RC_ASSERT(ink.y + ink.height >= options.height - 1);
  });
}

TEST(RenderStrokes, MovesTheInkInwardsWhereItWouldLeaveTheCanvas) {
  CanvasOptions options;
  options.size = 0.3;
  options.center_x = 0.0;
  options.center_y = 1.0;
  const Box ink = InkBox(RenderStrokes(kHook, options));
  EXPECT_LE(ink.x, 1);
  EXPECT_GE(ink.y + ink.height, options.height - 1);
  EXPECT_NEAR(ink.height, 84, 2);
}

TEST(RenderStrokes, IsTheSameForTheSameSeedAndAnotherForAnother) {
  CanvasOptions options;
  options.pressure = 0.3;
  options.seed = 7;
  const GrayImage first = RenderStrokes(kHook, options);
  EXPECT_EQ(first.pixels(), RenderStrokes(kHook, options).pixels());
  options.seed = 8;
  EXPECT_NE(first.pixels(), RenderStrokes(kHook, options).pixels());
}

TEST(RenderStrokes, UsesTheInkAndThePaperItIsGiven) {
  CanvasOptions options;
  options.ink = 200;
  options.paper = 30;
  const GrayImage image = RenderStrokes(kHook, options);
  const auto [least, most] = std::minmax_element(image.pixels().begin(), image.pixels().end());
  EXPECT_EQ(*least, 30);
  EXPECT_EQ(*most, 200);
}

TEST(RenderStrokes, LeavesTheCanvasBlankWithoutAPoint) {
  EXPECT_TRUE(InkBox(RenderStrokes({}, {})).empty());
  EXPECT_TRUE(InkBox(RenderStrokes({{}}, {})).empty());
}

TEST(RenderStrokes, DrawsASinglePointAsADot) {
  const Box dot = InkBox(RenderStrokes({{{5, 5}}}, {}));
  EXPECT_GT(dot.width, 3);
  EXPECT_EQ(dot.width, dot.height);
}

TEST(RenderStrokes, LeansTheTopToTheRight) {
  CanvasOptions options;
  options.slant = 0.3;
  const GrayImage image = RenderStrokes(kUpright, options);
  const Box ink = InkBox(image);
  EXPECT_LE(image.at(ink.x + ink.width * 4 / 5, ink.y + ink.height / 10), 127);
  EXPECT_GT(image.at(ink.x + ink.width / 5, ink.y + ink.height / 10), 127);
}

TEST(RandomCanvas, StaysWithinWhatRenderStrokesRequires) {
  rc::check([](std::uint64_t seed) {
    Random random(seed);
    const CanvasOptions options = RandomCanvas(random);
    RC_ASSERT(options.size >= 0.3 && options.size <= 1.0);
    RC_ASSERT(options.pen >= 0.04 && options.pen <= 0.2);
    RC_ASSERT(options.ink != options.paper);
  });
}

}  // namespace
}  // namespace inkdigit::training
