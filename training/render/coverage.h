// Pictures of coverage: 0 paper, 255 full ink. How they are framed, scaled and bent before anybody
// writes them on paper.
#pragma once

#include <vector>

#include "inkdigit/image.h"
#include "training/render/random.h"

namespace inkdigit::training {

// The smallest box that holds all pixels that are not faint; empty where there is none.
[[nodiscard]] Box InkBox(GrayView coverage);

// `part` of the picture with `margin` pixels of paper on every side. The part must lie inside.
[[nodiscard]] GrayImage Crop(GrayView coverage, Box part, int margin);

[[nodiscard]] GrayImage WithMargin(const GrayImage& coverage, int margin);

// The same picture at another size: means of what a pixel covers when it shrinks, bilinear when it
// grows. Requires width, height > 0.
[[nodiscard]] GrayImage Resized(GrayView coverage, int width, int height);

// A bitmap's staircase edges made smooth, `factor` times as large: as the pen may have been.
[[nodiscard]] GrayImage SmoothUpscale(const GrayImage& coverage, int factor);

// Leaned, turned, stretched and bent as a hand does it; grows by a margin that holds what moved.
[[nodiscard]] GrayImage Distorted(GrayView coverage, Random& random);

// [side][side] values in 0..1, smooth over about `grain` pixels.
[[nodiscard]] std::vector<double> SmoothNoise(int side, int grain, Random& random);

}  // namespace inkdigit::training
