// A drawing as the pen made it.
#pragma once

#include <algorithm>
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

struct Extent {
  double left = 0.0;
  double top = 0.0;
  double right = 0.0;
  double bottom = 0.0;

  [[nodiscard]] double width() const { return right - left; }
  [[nodiscard]] double height() const { return bottom - top; }
};

// The smallest that holds every point; all 0 without any.
inline Extent ExtentOf(const Strokes& strokes) {
  Extent extent;
  bool first = true;
  for (const Stroke& stroke : strokes) {
    for (const Point& point : stroke) {
      if (first) extent = {point.x, point.y, point.x, point.y};
      first = false;
      extent.left = std::min(extent.left, point.x);
      extent.top = std::min(extent.top, point.y);
      extent.right = std::max(extent.right, point.x);
      extent.bottom = std::max(extent.bottom, point.y);
    }
  }
  return extent;
}

}  // namespace inkdigit::training
