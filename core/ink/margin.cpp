#include "core/ink/margin.h"

#include <algorithm>
#include <cstddef>

#include "core/ink/direction.h"
#include "core/ink/enclosure.h"
#include "core/ink/thickness.h"

namespace inkdigit {
namespace {

// What is much fainter than something else says nothing about it: it may be what compression or
// scaling left around that.
bool IsFaintBeside(const Component& component, const Component& other) {
  constexpr double kFaint = 0.3;
  return component.strength() < kFaint * other.strength();
}

int WidestContact(const Component& component) {
  return std::max(std::max(component.contact_top, component.contact_bottom),
                  std::max(component.contact_left, component.contact_right));
}

// Touches a side of the picture with most of its own extent there.
bool FollowsBorder(const Component& component) {
  constexpr double kAlong = 0.7;
  const int across = std::max(component.contact_top, component.contact_bottom);
  const int along = std::max(component.contact_left, component.contact_right);
  return across >= kAlong * component.box.width || along >= kAlong * component.box.height;
}

// Lies along the border: follows it, and either reaches into a corner or touches more of the border
// than this. A stroke that leaves the picture, or a digit cut out tightly, touches it in places
// only.
bool LiesAlongBorder(const Component& component, int width, int height) {
  constexpr double kMarginContact = 0.12;
  return FollowsBorder(component) &&
         (component.in_corner || component.contact() >= kMarginContact * 2 * (width + height));
}

// A line around the picture, inside its border: a large box whose ink all lies along its sides.
bool LooksLikeFrame(const Components& components, std::size_t index, int width, int height) {
  constexpr double kFrameSpan = 0.8;
  constexpr double kFrameDepth = 0.08;
  const Box& box = components.list[index].box;
  if (box.width < kFrameSpan * width || box.height < kFrameSpan * height) return false;
  const int depth_x = static_cast<int>(kFrameDepth * box.width);
  const int depth_y = static_cast<int>(kFrameDepth * box.height);
  return !HasInkIn(
      components, index,
      {box.x + depth_x, box.y + depth_y, box.width - 2 * depth_x, box.height - 2 * depth_y});
}

// A frame counts as one only where something is written inside it: alone it may be a 0.
void AddFrames(const Components& components, std::vector<bool>& is_margin) {
  constexpr double kLeastWriting = 0.1;  // its longer side, of the frame's
  const std::vector<Component>& list = components.list;
  const Window& window = components.window;
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (is_margin[i]) continue;
    if (!LooksLikeFrame(components, i, window.picture_width, window.picture_height)) continue;
    for (std::size_t j = 0; j < list.size(); ++j) {
      const bool written =
          j != i && !is_margin[j] && list[j].side() >= kLeastWriting * list[i].side();
      if (written) is_margin[i] = true;
    }
  }
}

// What reaches into the picture and is much thicker than what is written inside it: the fingers
// that hold the paper, a cap, a cup.
void AddIntruders(const Components& components, Shown shown, std::vector<bool>& is_margin) {
  constexpr double kThicker = 2.0;        // than the thickest of the writing
  constexpr double kThickerCutOff = 1.4;  // where it is as thick at the border as anywhere
  constexpr double kStraight = 6.0;       // so many times as long as wide
  constexpr double kCutOff = 1.6;         // so many halves of its thickness touch a side there
  constexpr double kLeastWriting = 0.1;   // its longer side, of the intruder's; less is a speck
  const std::vector<Component>& list = components.list;
  const double shortest = ShortestInk(components.window);
  struct Writing {
    const Component* component = nullptr;
    int half_thickness = 0;
  };
  std::vector<std::size_t> intruders;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const bool reaches_in = list[i].contact() > 0 && list[i].side() >= 2 * shortest;
    if (!is_margin[i] && reaches_in) intruders.push_back(i);
  }
  if (intruders.empty()) return;
  std::vector<Writing> writings;
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (is_margin[i] || list[i].contact() > 0 || list[i].side() < 2 * shortest) continue;
    writings.push_back({&list[i], HalfThickness(components, i)});
  }
  for (const std::size_t i : intruders) {
    int thickest = 0;
    for (const Writing& writing : writings) {
      const Component& written = *writing.component;
      if (written.side() < kLeastWriting * list[i].side() || IsFaintBeside(written, list[i])) {
        continue;
      }
      thickest = std::max(thickest, writing.half_thickness);
    }
    if (thickest == 0) continue;
    const int half = HalfThickness(components, i);
    const bool is_cut_off = WidestContact(list[i]) >= kCutOff * half;
    is_margin[i] = half > (is_cut_off ? kThickerCutOff : kThicker) * thickest ||
                   (shown == Shown::kPhotograph && is_cut_off &&
                    DirectionOf(components, i).elongation >= kStraight);
  }
}

// Straight along its lower side and along others, with nothing between them: no digit is so.
bool RunsAlongLowerSide(const Components& components, std::size_t index) {
  constexpr double kDepth = 0.12;  // of its box
  constexpr double kLeastRun = 0.7;
  const Box& box = components.list[index].box;
  const int depth_x = static_cast<int>(kDepth * box.width);
  const int depth_y = static_cast<int>(kDepth * box.height);
  if (HasInkIn(
          components, index,
          {box.x + depth_x, box.y + depth_y, box.width - 2 * depth_x, box.height - 2 * depth_y})) {
    return false;
  }
  int run = 0;
  for (int x = box.x; x < box.x + box.width; ++x) {
    run += HasInkIn(components, index, {x, box.y + box.height - depth_y, 1, depth_y}) ? 1 : 0;
  }
  return run >= kLeastRun * box.width;
}

// The shadow that a sheet throws on what it lies on, along two or three of its sides: it goes
// around the corner of something written, well away from it.
bool LooksLikeEdgeOfSheet(const Components& components, std::size_t index,
                          const std::vector<bool>& is_margin) {
  constexpr double kLeastEdge = 0.1;      // its longer side, of the picture's
  constexpr double kLongest = 2.5;        // likewise, of its own shorter one: more is a form's comb
  constexpr double kLeastWriting = 0.25;  // its height and its mass, of the edge's: less is the bar
                                          // of a 5 or a 7
  constexpr double kLeastSmall = 0.06;    // where the edge is no digit for certain
  constexpr double kWidest = 1.5;         // of its height, likewise
  constexpr double kLeastGap = 0.1;       // around the writing, in its own longer sides
  const Window& window = components.window;
  const Component& edge = components.list[index];
  if (edge.side() < kLeastEdge * std::max(window.picture_width, window.picture_height) ||
      edge.side() > kLongest * std::min(edge.box.width, edge.box.height)) {
    return false;
  }
  const double least = RunsAlongLowerSide(components, index) ? kLeastSmall : kLeastWriting;
  for (std::size_t i = 0; i < components.list.size(); ++i) {
    const Component& written = components.list[i];
    const Box& box = written.box;
    if (i == index || is_margin[i] || box.height < least * edge.box.height) continue;
    if (box.width > kWidest * box.height || written.mass < least * edge.mass) continue;
    const int x = box.x + box.width / 2 - edge.box.x;
    const int y = box.y + box.height / 2 - edge.box.y;
    if (x <= 0 || y <= 0 || x >= edge.box.width || y >= edge.box.height) continue;
    if (box.width >= edge.box.width || box.height >= edge.box.height) continue;
    const int gap = static_cast<int>(kLeastGap * written.side());
    const Box around = {box.x - gap, box.y - gap, box.width + 2 * gap, box.height + 2 * gap};
    if (!HasInkIn(components, index, around) && !Encloses(components, index, i)) return true;
  }
  return false;
}

}  // namespace

double ShortestInk(const Window& window) {
  constexpr double kShortestInk = 0.02;  // in longer sides of the picture
  return kShortestInk * std::max(window.picture_width, window.picture_height);
}

Margins FindMargins(const Components& components, Shown shown) {
  const std::vector<Component>& list = components.list;
  const Window& window = components.window;
  const double shortest = ShortestInk(window);
  Margins margins;
  margins.is_margin.assign(list.size(), false);
  bool any = false;
  bool anything_else = false;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const bool is_margin = LiesAlongBorder(list[i], window.picture_width, window.picture_height);
    margins.is_margin[i] = is_margin;
    any |= is_margin;
    anything_else |= !is_margin && list[i].side() >= 2 * shortest;
  }
  if (!anything_else) {
    margins.only_margin = any;
    std::fill(margins.is_margin.begin(), margins.is_margin.end(), false);
  } else if (shown != Shown::kTile) {
    AddIntruders(components, shown, margins.is_margin);
    for (std::size_t i = 0; i < list.size(); ++i) {
      if (margins.is_margin[i]) continue;
      margins.is_margin[i] = LooksLikeEdgeOfSheet(components, i, margins.is_margin);
    }
  }
  AddFrames(components, margins.is_margin);
  return margins;
}

}  // namespace inkdigit
