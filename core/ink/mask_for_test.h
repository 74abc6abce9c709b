// Draws shapes into a mask, for tests.
#pragma once

#include <algorithm>
#include <cmath>

#include "core/ink/components.h"
#include "core/ink/plane.h"

namespace inkdigit {

struct MaskPoint {
  double x;
  double y;
};

// [left, right) x [top, bottom), cut at the mask's border.
inline void DrawBox(Mask& mask, int left, int top, int right, int bottom) {
  for (int y = std::max(0, top); y < std::min(mask.height(), bottom); ++y) {
    for (int x = std::max(0, left); x < std::min(mask.width(), right); ++x) mask.at(x, y) = 1;
  }
}

inline void DrawDisc(Mask& mask, MaskPoint centre, double radius) {
  for (int y = 0; y < mask.height(); ++y) {
    for (int x = 0; x < mask.width(); ++x) {
      if (std::hypot(x - centre.x, y - centre.y) <= radius) mask.at(x, y) = 1;
    }
  }
}

inline void DrawRing(Mask& mask, MaskPoint centre, double radius_x, double radius_y, double width) {
  for (int y = 0; y < mask.height(); ++y) {
    for (int x = 0; x < mask.width(); ++x) {
      const double reach = std::hypot((x - centre.x) / radius_x, (y - centre.y) / radius_y);
      if (std::fabs(reach - 1.0) * std::min(radius_x, radius_y) <= width / 2) mask.at(x, y) = 1;
    }
  }
}

inline void DrawStroke(Mask& mask, MaskPoint from, MaskPoint to, double width) {
  const double length = std::hypot(to.x - from.x, to.y - from.y);
  const int steps = static_cast<int>(2 * length) + 1;
  for (int i = 0; i <= steps; ++i) {
    const double share = static_cast<double>(i) / steps;
    DrawDisc(mask, {from.x + share * (to.x - from.x), from.y + share * (to.y - from.y)}, width / 2);
  }
}

inline Components ComponentsOf(const Mask& mask) {
  return FindComponents(mask, FloatPlane(mask.width(), mask.height(), 1.0F));
}

// The component at a pixel, which must be set.
inline std::size_t ComponentAt(const Components& components, int x, int y) {
  return static_cast<std::size_t>(components.label_at(x, y) - 1);
}

}  // namespace inkdigit
