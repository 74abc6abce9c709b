// Is a piece of ink a sheet of paper or a board, seen from anywhere?
#pragma once

#include <cstddef>

#include "core/ink/components.h"

namespace inkdigit {

// Whether the component, its holes filled, is convex and has four corners, as a rectangle in
// perspective does. Digits have bays, and a bold 0 or 8 is round: the largest quadrilateral inside
// an ellipse covers 2 / pi of it.
[[nodiscard]] bool IsFourSided(const Components& components, std::size_t index);

// Whether it is a sheet of any size, cut with straight sides and sharp corners, with holes that may
// be writing. A 0, however square, is none.
[[nodiscard]] bool IsWrittenSheet(const Components& components, std::size_t index);

}  // namespace inkdigit
