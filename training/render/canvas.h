// Strokes -> the picture of a canvas on which a person drew them.
#pragma once

#include <cstdint>

#include "inkdigit/image.h"
#include "training/render/random.h"
#include "training/render/strokes.h"

namespace inkdigit::training {

struct CanvasOptions {
  int width = 280;  // pixels
  int height = 280;
  // The longer side of the drawing's ink, pen included, as a share of the canvas's shorter side; 1
  // touches both edges.
  double size = 2.0 / 3.0;
  // Where the middle of the ink goes, 0 to 1 from left to right and from top to bottom; moved
  // inwards as far as the ink would leave the canvas.
  double center_x = 0.5;
  double center_y = 0.5;
  // The pen's width as a share of the longer side of the ink.
  double pen = 0.09;
  // How far the top leans to the right, as a share of the height: 0.2 is about 11 degrees.
  double slant = 0.0;
  double rotation_degrees = 0.0;  // clockwise
  // How much the pen's width varies along a stroke: 0.3 is up to 30 % more and less.
  double pressure = 0.0;
  bool smooth = true;  // curves through the points instead of straight lines
  std::uint8_t ink = 0;
  std::uint8_t paper = 255;
  std::uint64_t seed = 0;  // of the pressure
};

// Round-capped strokes with soft edges. A drawing without a point gives a blank canvas; a single
// point gives a dot. Requires width, height > 0, 0 < size <= 1, 0 < pen < 1.
[[nodiscard]] GrayImage RenderStrokes(const Strokes& strokes, const CanvasOptions& options);

// As different people draw: pen 4 to 20 %, size 0.3 to 1, any place, a little slant, turn and
// pressure; black on white, white on black, now and then grey or coloured (as luma) on paper.
[[nodiscard]] CanvasOptions RandomCanvas(Random& random);

}  // namespace inkdigit::training
