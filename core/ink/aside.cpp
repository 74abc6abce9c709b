#include "core/ink/aside.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <numbers>

#include "core/ink/enclosure.h"
#include "core/ink/margin.h"

namespace inkdigit {
namespace {

constexpr double kBar = 3.0;  // a bar is so many times as wide as high

bool IsBar(const Component& component) {
  return component.box.width >= kBar * component.box.height;
}

// A level stroke below something written, and not just above anything, as the bar of a 5 and the
// top of a 7 are. Other bars don't count as written.
bool IsUnderline(const std::vector<Component>& list, std::size_t index,
                 const std::vector<bool>& is_margin) {
  constexpr double kLeastWidth = 0.5;  // of what is above
  constexpr double kMostHeight = 0.3;  // likewise
  constexpr double kLeastGap = 0.05;   // to what is above, in its heights
  constexpr double kLeastGapBelow = 0.1;
  const Box& bar = list[index].box;
  bool is_below = false;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const Box& other = list[i].box;
    if (i == index || is_margin[i] || IsBar(list[i]) || other.height <= bar.height) continue;
    if (other.x >= bar.x + bar.width || bar.x >= other.x + other.width) continue;
    const int gap = bar.y - (other.y + other.height);
    const int gap_below = other.y - (bar.y + bar.height);
    if (gap_below >= 0 ? gap_below < kLeastGapBelow * other.height
                       : gap < kLeastGap * other.height) {
      return false;
    }
    is_below |= gap >= 0 && bar.width >= kLeastWidth * other.width &&
                bar.height <= kMostHeight * other.height;
  }
  return is_below;
}

// Second moments of a component's pixels.
struct Direction {
  double elongation = 1.0;    // the larger deviation over the smaller
  double from_upright = 0.0;  // of the longer axis, in degrees, 0 to 90
};

Direction DirectionOf(const Components& components, std::size_t index) {
  double count = 0;
  double x = 0;
  double y = 0;
  double xx = 0;
  double yy = 0;
  double xy = 0;
  for (const Run& run : components.runs) {
    if (run.component != static_cast<int>(index)) continue;
    for (int u = run.begin; u < run.end; ++u) {
      count += 1;
      x += u;
      y += run.y;
      xx += static_cast<double>(u) * u;
      yy += static_cast<double>(run.y) * run.y;
      xy += static_cast<double>(u) * run.y;
    }
  }
  xx = xx / count - x / count * x / count;
  yy = yy / count - y / count * y / count;
  xy = xy / count - x / count * y / count;
  const double middle = (xx + yy) / 2;
  const double spread = std::hypot((xx - yy) / 2, xy);
  constexpr double kPixel = 1.0 / 12;  // the variance of a pixel's own width
  const double turn = std::atan2(2 * xy, xx - yy) / 2 * 180 / std::numbers::pi;  // from level
  return {std::sqrt((middle + spread + kPixel) / std::max(kPixel, middle - spread)),
          90.0 - std::fabs(turn)};
}

// The stroke through a 0 that does not reach its sides. `ring`: the 0, if it is one.
bool IsSlash(const Components& components, std::size_t index, std::size_t ring) {
  constexpr double kNarrow = 1.25;  // a ring that is longer than wide is a 0
  constexpr double kBold = 2.0;     // a bold slash, so many times as long as wide
  constexpr double kStraight = 5.0;
  constexpr double kLeastLean = 27.0;  // degrees; a 1 leans less
  const Direction direction = DirectionOf(components, index);
  if (DirectionOf(components, ring).elongation >= kNarrow) return direction.elongation >= kBold;
  return direction.elongation >= kStraight && direction.from_upright >= kLeastLean;
}

// Boxes of one size are the cells of a form, which segmentation knows better.
bool HasLike(const std::vector<Component>& list, std::size_t index) {
  constexpr double kAlike = 0.25;
  const Box& box = list[index].box;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const Box& other = list[i].box;
    if (i != index && std::abs(other.width - box.width) <= kAlike * box.width &&
        std::abs(other.height - box.height) <= kAlike * box.height) {
      return true;
    }
  }
  return false;
}

bool IsRingAroundWriting(const Components& components, std::size_t index,
                         const std::vector<bool>& is_margin) {
  constexpr double kLeastWriting = 0.35;  // its longer side, of the ring's
  constexpr int kDepth = 4;               // the ring lies in the outer quarter of its box
  const std::vector<Component>& list = components.list;
  const Box& ring = list[index].box;
  const Box inner = {ring.x + ring.width / kDepth, ring.y + ring.height / kDepth,
                     ring.width - 2 * (ring.width / kDepth),
                     ring.height - 2 * (ring.height / kDepth)};
  if (HasInkIn(components, index, inner) || HasLike(list, index)) return false;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const Box& box = list[i].box;
    if (i == index || is_margin[i] || list[i].side() < kLeastWriting * list[index].side()) continue;
    const bool is_inside = box.x > ring.x && box.y > ring.y &&
                           box.x + box.width < ring.x + ring.width &&
                           box.y + box.height < ring.y + ring.height;
    if (is_inside && Encloses(components, index, i) && !IsSlash(components, i, index)) return true;
  }
  return false;
}

// As round and solid as the holes that a punch leaves.
bool IsDisc(const Component& component) {
  constexpr double kSolid = 0.65;  // of its box; a circle fills 0.79, less where it is small
  const Box& box = component.box;
  return 3 * std::min(box.width, box.height) >= 2 * std::max(box.width, box.height) &&
         component.area >= kSolid * box.width * box.height;
}

}  // namespace

std::vector<bool> FindAside(const Components& components, const std::vector<bool>& is_margin) {
  constexpr double kSmall = 0.35;  // its height, of the highest that is written
  const std::vector<Component>& list = components.list;
  const double shortest = ShortestInk(components.window);
  std::vector<bool> is_aside(list.size(), false);
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (is_margin[i] || list[i].side() < 2 * shortest) continue;
    is_aside[i] = IsBar(list[i]) ? IsUnderline(list, i, is_margin)
                                 : IsRingAroundWriting(components, i, is_margin);
  }
  int highest = 0;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const bool may_be_written = !is_margin[i] && !is_aside[i] && list[i].contact() == 0;
    if (may_be_written && !IsDisc(list[i])) highest = std::max(highest, list[i].box.height);
  }
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (is_margin[i] || list[i].box.height > kSmall * highest) continue;
    is_aside[i] = is_aside[i] || list[i].contact() > 0 || IsDisc(list[i]);
  }
  return is_aside;
}

}  // namespace inkdigit
