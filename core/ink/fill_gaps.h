// A smooth surface through scattered values.
#pragma once

#include "core/ink/plane.h"

namespace inkdigit {

// Where weights is 1 the surface has exactly that value; where it is 0, what the neighbourhood
// suggests, the wider the emptier it is (a pyramid of halved planes, pulled together and pushed
// apart again). All weights 0: all values 0.
[[nodiscard]] FloatPlane FillGaps(const FloatPlane& values, const FloatPlane& weights);

}  // namespace inkdigit
