// Shapes as signed distances: below 0 inside, in pixels.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

#include "training/render/strokes.h"

namespace inkdigit::training {

inline double DistanceToDisc(const Point& at, const Point& middle, double radius) {
  return std::hypot(at.x - middle.x, at.y - middle.y) - radius;
}

// Along the circle itself, `width` wide.
inline double DistanceToRing(const Point& at, const Point& middle, double radius, double width) {
  return std::fabs(DistanceToDisc(at, middle, radius)) - width / 2.0;
}

// A line with round ends.
inline double DistanceToStroke(const Point& at, const Point& from, const Point& to, double width) {
  const double dx = to.x - from.x;
  const double dy = to.y - from.y;
  const double length = dx * dx + dy * dy;
  const double along =
      length > 0.0 ? std::clamp(((at.x - from.x) * dx + (at.y - from.y) * dy) / length, 0.0, 1.0)
                   : 0.0;
  return std::hypot(at.x - from.x - along * dx, at.y - from.y - along * dy) - width / 2.0;
}

// Convex, its corners in clockwise order (y down). Outside, near a corner, a little too small.
using Quadrilateral = std::array<Point, 4>;
inline double DistanceToQuadrilateral(const Point& at, const Quadrilateral& corners) {
  double most = -1e9;
  for (std::size_t i = 0; i < corners.size(); ++i) {
    const Point& a = corners[i];
    const Point& b = corners[(i + 1) % corners.size()];
    const double length = std::hypot(b.x - a.x, b.y - a.y);
    const double outside = ((at.x - a.x) * (b.y - a.y) - (at.y - a.y) * (b.x - a.x)) / length;
    most = std::max(most, outside);
  }
  return most;
}

// How much of a pixel lies inside, with an edge that is `softness` pixels wide.
inline double Cover(double distance, double softness = 1.0) {
  return std::clamp(0.5 - distance / softness, 0.0, 1.0);
}

}  // namespace inkdigit::training
