// Where a line of writing may be cut between two digits.
#pragma once

#include <vector>

#include "core/segment/line_ink.h"

namespace inkdigit {

// A way from the top of a line to its bottom, one column a row, neighbouring rows at most a column
// apart. What lies to the left of x[row] is on its left side, the rest on its right.
struct Seam {
  std::vector<int> x;    // [row], 0..width
  double crossed = 0.0;  // ink on the way, in stroke widths: about 1 across a stroke
  bool over_paper = true;
};

// Candidates from left to right, the line's left and right edge included, none to the right of the
// next in any row. Each is the way with the least ink and the fewest steps aside in a band about a
// column; kept are the ways over paper that have ink on both sides, and of those through ink the
// local minima.
[[nodiscard]] std::vector<Seam> FindSeams(const LineInk& line);

}  // namespace inkdigit
