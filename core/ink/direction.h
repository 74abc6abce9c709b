// Which way connected ink runs.
#pragma once

#include <cstddef>

#include "core/ink/components.h"

namespace inkdigit {

// By the second moments of its pixels.
struct Direction {
  double elongation = 1.0;    // the larger deviation over the smaller
  double from_upright = 0.0;  // of the longer axis, in degrees, 0 to 90
};

[[nodiscard]] Direction DirectionOf(const Components& components, std::size_t index);

}  // namespace inkdigit
