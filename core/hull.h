// Two boxes made one.
#pragma once

#include <algorithm>

#include "inkdigit/image.h"

namespace inkdigit {

// The smallest box that holds both; an empty one on the left holds nothing.
[[nodiscard]] inline Box Hull(const Box& a, const Box& b) {
  if (a.empty()) return b;
  const int x = std::min(a.x, b.x);
  const int y = std::min(a.y, b.y);
  return {x, y, std::max(a.x + a.width, b.x + b.width) - x,
          std::max(a.y + a.height, b.y + b.height) - y};
}

}  // namespace inkdigit
