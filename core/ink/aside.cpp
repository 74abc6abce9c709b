#include "core/ink/aside.h"

#include <algorithm>
#include <cstddef>
#include <cstdlib>

#include "core/hull.h"
#include "core/ink/direction.h"
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
  constexpr double kLeastGap = 0.05;   // to what is above, in its heights: a 2 may lose its foot
  constexpr double kWide = 1.4;        // of what is above: no foot, whatever the gap
  constexpr double kLeastGapBelow = 0.1;
  const Box& bar = list[index].box;
  bool is_below = false;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const Box& other = list[i].box;
    if (i == index || is_margin[i] || IsBar(list[i]) || other.height <= bar.height) continue;
    if (other.x >= bar.x + bar.width || bar.x >= other.x + other.width) continue;
    const int gap = bar.y - (other.y + other.height);
    const int gap_below = other.y - (bar.y + bar.height);
    // A bar that is not level begins above where it is met.
    const double least_gap =
        bar.width >= kWide * other.width ? -0.5 * bar.height : kLeastGap * other.height;
    if (gap_below >= 0 ? gap_below < kLeastGapBelow * other.height : gap < least_gap) return false;
    is_below |= gap_below < 0 && bar.width >= kLeastWidth * other.width &&
                bar.height <= kMostHeight * other.height;
  }
  return is_below;
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

// How many others of one size with it there are; `counts`: a function of an index.
template <typename Counts>
int CountAlike(const std::vector<Component>& list, std::size_t index, const Counts& counts) {
  constexpr double kAlike = 0.25;
  const Box& box = list[index].box;
  int alike = 0;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const Box& other = list[i].box;
    const bool is_alike = std::abs(other.width - box.width) <= kAlike * box.width &&
                          std::abs(other.height - box.height) <= kAlike * box.height;
    if (i != index && is_alike && counts(i)) ++alike;
  }
  return alike;
}

bool IsRingAroundWriting(const Components& components, std::size_t index,
                         const std::vector<bool>& is_margin) {
  constexpr double kLeastWriting = 0.35;  // its longer side, all together, of the ring's
  constexpr double kLeastPart = 0.15;     // of it, likewise
  constexpr int kDepth = 4;               // the ring lies in the outer quarter of its box
  const std::vector<Component>& list = components.list;
  const Box& ring = list[index].box;
  const Box inner = {ring.x + ring.width / kDepth, ring.y + ring.height / kDepth,
                     ring.width - 2 * (ring.width / kDepth),
                     ring.height - 2 * (ring.height / kDepth)};
  if (HasInkIn(components, index, inner)) return false;
  // Boxes of one size are the cells of a form, which segmentation knows better.
  if (CountAlike(list, index, [](std::size_t) { return true; }) > 0) return false;
  Box written;
  int parts = 0;
  bool has_slash = false;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const Box& box = list[i].box;
    if (i == index || is_margin[i] || list[i].side() < kLeastPart * list[index].side()) continue;
    const bool is_inside = box.x > ring.x && box.y > ring.y &&
                           box.x + box.width < ring.x + ring.width &&
                           box.y + box.height < ring.y + ring.height;
    if (!is_inside || !Encloses(components, index, i)) continue;
    written = Hull(written, box);
    ++parts;
    has_slash |= IsSlash(components, i, index);
  }
  return std::max(written.width, written.height) >= kLeastWriting * list[index].side() &&
         !(parts == 1 && has_slash);
}

// As round and solid as the holes that a punch leaves.
bool IsDisc(const Component& component) {
  constexpr double kSolid = 0.65;  // of its box; a circle fills 0.79, less where it is small
  const Box& box = component.box;
  return 3 * std::min(box.width, box.height) >= 2 * std::max(box.width, box.height) &&
         component.area >= kSolid * box.width * box.height;
}

bool IsNearBorder(const Component& component, const Window& window) {
  constexpr double kNear = 0.15;  // of the picture's side
  const Box& box = component.box;
  const double x = kNear * window.picture_width;
  const double y = kNear * window.picture_height;
  return box.x + box.width <= x || box.y + box.height <= y || box.x >= window.picture_width - x ||
         box.y >= window.picture_height - y;
}

}  // namespace

std::vector<bool> FindAside(const Components& components, const std::vector<bool>& is_margin) {
  constexpr double kSmall = 0.35;  // its height, of the highest that is written
  constexpr double kSmallOfMany = 0.65;
  constexpr double kLargeSpiral = 1.5;
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
  // Enough of a kind are sure to be no writing, however small that is.
  constexpr int kRowOfRings = 3;  // besides it
  constexpr int kSpiral = 5;
  const auto at_border = [&list](std::size_t i) { return list[i].contact() > 0; };
  const auto is_hole = [&](std::size_t i) {
    return IsDisc(list[i]) && IsNearBorder(list[i], components.window);
  };
  for (std::size_t i = 0; i < list.size(); ++i) {
    const int height = list[i].box.height;
    if (is_margin[i] || is_aside[i] || height > kLargeSpiral * highest) continue;
    if (height <= kSmall * highest) {
      is_aside[i] = at_border(i) || IsDisc(list[i]);
      continue;
    }
    const int alike = at_border(i) ? CountAlike(list, i, at_border) : 0;
    is_aside[i] =
        alike >= (height <= kSmallOfMany * highest ? kRowOfRings : kSpiral) ||
        (height <= kSmallOfMany * highest && is_hole(i) && CountAlike(list, i, is_hole) > 0);
  }
  return is_aside;
}

}  // namespace inkdigit
