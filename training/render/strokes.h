// A drawing as the pen made it.
#pragma once

#include <vector>

namespace inkdigit::training {

// x to the right, y down, in any unit: the renderer fits a drawing to its canvas.
struct Point {
  double x = 0.0;
  double y = 0.0;

  friend bool operator==(const Point&, const Point&) = default;
};

using Stroke = std::vector<Point>;  // from pen down to pen up
using Strokes = std::vector<Stroke>;

}  // namespace inkdigit::training
