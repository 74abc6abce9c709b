// Where a line of digits has a space.
#pragma once

#include <vector>

#include "core/segment/read_line.h"

namespace inkdigit {

// For each digit, whether a space lies before it: a gap of paper, wide for a digit's height and
// much wider than the line's other gaps. Digits that stand far apart all along, as in the boxes of
// a form, are one number.
[[nodiscard]] std::vector<bool> FindSpaces(const std::vector<LineDigit>& digits,
                                           double digit_height);

}  // namespace inkdigit
