// Ink that a shadow hides.
#pragma once

#include "core/ink/plane.h"
#include "core/ink/stroke_depth.h"

namespace inkdigit {

// A shadow that reaches the border looks like margin, and takes with it what is written in it or
// across its edge. Where most that is dark there is as deep as `ink`, and about as large, it was
// written, and that margin was paper: the first is added to `ink`, the second taken from `margin`.
// A table has grain, and stays margin.
void TakeFromShadow(const StrokeDepth& depth, Mask& ink, Mask& margin);

}  // namespace inkdigit
