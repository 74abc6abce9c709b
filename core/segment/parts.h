// Ink that hangs together.
#pragma once

#include <cstddef>
#include <vector>

#include "core/ink/components.h"
#include "core/ink/plane.h"
#include "inkdigit/image.h"

namespace inkdigit {

struct Part {
  Box box;
  double mass = 0.0;  // in full pixels of ink
};

struct Parts {
  Plane<int> labels;  // 0 where there is no ink, else 1 + the part's index
  std::vector<Part> list;
};

// Pixels that touch, diagonals included. Faint ink doesn't hang parts together: it goes to a part
// that it touches, or to none.
[[nodiscard]] Parts FindParts(const GrayImage& ink);

// How many FindParts() finds, for much less.
[[nodiscard]] std::size_t CountParts(const GrayImage& ink);

// Connected ink above a level, and its mass in full pixels.
[[nodiscard]] Components FindConnectedInk(const GrayImage& ink, int above);

// The height that half of the ink belongs to parts of: that of a usual digit, whatever specks lie
// around. 0 without parts.
[[nodiscard]] double UsualHeight(const std::vector<Part>& parts);

// The pen's width in pixels, from how much outline the ink has; at least 1.
[[nodiscard]] double StrokeWidth(const GrayImage& ink);

}  // namespace inkdigit
