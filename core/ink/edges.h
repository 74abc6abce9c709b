// Where a photograph turns from paper to ink.
#pragma once

#include "core/ink/plane.h"

namespace inkdigit {

// A scale on which ink makes the same step in full light and in shadow, and a shadow a small one:
// the logarithm.
[[nodiscard]] FloatPlane LogarithmicGray(const FloatPlane& gray);

// Change of grey per pixel, pointing to the lighter side.
struct Gradient {
  FloatPlane x;
  FloatPlane y;
  FloatPlane magnitude;
};
[[nodiscard]] Gradient ComputeGradient(const FloatPlane& gray);

// Set where the grey changes as at a stroke's edge, within a few pixels, and not on along a slope
// of light.
[[nodiscard]] Mask FindSteps(const FloatPlane& gray);

// Pixels where the grey changes more than noise does and at least a share of what it does at the
// strongest edges; only pixels set in `candidates` count. Nothing set where there is only noise.
[[nodiscard]] Mask FindEdges(const Gradient& gradient, const Mask& candidates);

// From each edge, looks straight to its darker and to its lighter side for the opposite edge.
// Strokes are narrower than what lies between them and than the margin, so the side that meets it
// sooner and more often is ink. `light_border`: the share of the picture's border that is lighter
// than the edges, which is most of it where the paper is light.
[[nodiscard]] bool StrokesAreLight(const Gradient& gradient, const Mask& edges,
                                   double light_border);

}  // namespace inkdigit
