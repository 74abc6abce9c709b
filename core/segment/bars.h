// Straight thin lines, as a printer or a ruler makes them.
#pragma once

#include <vector>

#include "inkdigit/image.h"

namespace inkdigit {

// A line that is nearly level, from column `begin` to before column `end`.
struct Bar {
  int begin = 0;
  int end = 0;
  double thickness = 1.0;  // mean, in pixels
  // For each column: the first row and the row after the last one, where the line lies open; both
  // the same where something crosses it or it is broken.
  std::vector<int> top;
  std::vector<int> bottom;

  [[nodiscard]] int length() const noexcept { return end - begin; }
  // Middle of the line at its two ends, in pixels from the top.
  double begin_row = 0.0;
  double end_row = 0.0;
};

// All bars at least `least_length` long and at most `most_thickness` thick, which climb or fall by
// less than five degrees. What crosses them, and small breaks, are passed over.
[[nodiscard]] std::vector<Bar> FindLevelBars(const GrayImage& ink, int least_length,
                                             double most_thickness);

}  // namespace inkdigit
