// Distances on a grid.
#pragma once

#include "core/ink/plane.h"

namespace inkdigit {

inline constexpr int kManySteps = 1 << 20;  // more than any picture is wide or high

// Each place becomes the fewest steps (to any of the eight neighbours) from a place that is 0;
// before, all other places are kManySteps. Two passes (Rosenfeld and Pfaltz, "Sequential operations
// in digital picture processing", 1966).
void SpreadSteps(Plane<int>& steps);

}  // namespace inkdigit
