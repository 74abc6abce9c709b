#include "training/figures/ones.h"

#include <gtest/gtest.h>

#include "training/render/canvas.h"

namespace inkdigit::training {
namespace {

OneShape Drawn(const Strokes& strokes, double pen = 0.06, double slant = 0.0) {
  CanvasOptions canvas;
  canvas.pen = pen;
  canvas.slant = slant;
  canvas.smooth = false;
  canvas.ink = 255;
  canvas.paper = 0;
  return ShapeOfOne(RenderStrokes(strokes, canvas).view());
}

TEST(ShapeOfOne, CallsAStrokeBareHoweverItLeansOrBends) {
  EXPECT_TRUE(Drawn({{{0, 0}, {0, 100}}}).bare());
  EXPECT_TRUE(Drawn({{{0, 0}, {0, 100}}}, 0.2).bare());
  EXPECT_TRUE(Drawn({{{0, 0}, {0, 100}}}, 0.06, 0.5).bare());
  EXPECT_TRUE(Drawn({{{12, 0}, {4, 25}, {0, 50}, {4, 75}, {12, 100}}}).bare());
}

TEST(ShapeOfOne, SeesAFlag) {
  const Strokes flagged = {{{-25, 30}, {0, 0}, {0, 100}}};
  EXPECT_TRUE(Drawn(flagged).flag);
  EXPECT_FALSE(Drawn(flagged).foot);
  EXPECT_TRUE(Drawn(flagged, 0.12, 0.3).flag);
}

TEST(ShapeOfOne, SeesAFoot) {
  const Strokes footed = {{{0, 0}, {0, 100}}, {{-15, 100}, {15, 100}}};
  EXPECT_TRUE(Drawn(footed).foot);
  EXPECT_FALSE(Drawn(footed).flag);
}

TEST(ShapeOfOne, SeesBothOnAPrintedOne) {
  const OneShape shape = Drawn({{{-25, 25}, {0, 0}, {0, 100}}, {{-20, 100}, {20, 100}}});
  EXPECT_TRUE(shape.flag && shape.foot);
}

TEST(ShapeOfOne, CallsAPictureWithoutInkBare) {
  EXPECT_TRUE(ShapeOfOne(GrayImage(10, 10).view()).bare());
}

}  // namespace
}  // namespace inkdigit::training
