#include "core/ink/components.h"

#include <algorithm>
#include <utility>

namespace inkdigit {
namespace {

// A component this large, against the largest, is a part of the writing wherever it lies: the bar
// of a 5 has a tenth of the ink, a dust speck hardly a hundredth.
constexpr double kPartMass = 0.06;
// A smaller one must lie nearer than this, in longer sides of the largest one's box, as broken
// strokes do.
constexpr double kPartGap = 0.06;
constexpr double kFragmentMass = 0.004;
// Ink is at least this long, in longer sides of the picture; less is a speck even where it is
// alone.
constexpr double kShortestInk = 0.02;
// A margin lies along the border: it touches a side with most of its own extent there, and it
// either reaches into a corner or touches more of the border than this. A stroke that leaves the
// picture, or a digit cut out tightly, touches it in places only.
constexpr double kMarginContact = 0.12;
constexpr double kMarginAlong = 0.7;
// What touches the border and has less than this of the largest component's mass peeks in from
// outside.
constexpr double kPeekingMass = 0.1;

int Side(const Box& box) { return std::max(box.width, box.height); }

// The steps between pixels of neighbouring lines and columns, at most; 0 where any labelled as
// `from` lies.
Plane<int> DistanceFrom(const Plane<int>& labels, const std::vector<bool>& from) {
  constexpr int kFar = 1 << 20;
  const int width = labels.width();
  const int height = labels.height();
  Plane<int> distance(width, height, kFar);
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (labels[i] > 0 && from[static_cast<std::size_t>(labels[i] - 1)]) distance[i] = 0;
  }
  const auto relax = [&](int x, int y, int u, int v) {
    if (u < 0 || u >= width || v < 0 || v >= height) return;
    distance.at(x, y) = std::min(distance.at(x, y), distance.at(u, v) + 1);
  };
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      relax(x, y, x - 1, y);
      for (int u = x - 1; u <= x + 1; ++u) relax(x, y, u, y - 1);
    }
  }
  for (int y = height - 1; y >= 0; --y) {
    for (int x = width - 1; x >= 0; --x) {
      relax(x, y, x + 1, y);
      for (int u = x - 1; u <= x + 1; ++u) relax(x, y, u, y + 1);
    }
  }
  return distance;
}

bool LooksLikeMargin(const Component& component, int width, int height) {
  const int across = std::max(component.contact_top, component.contact_bottom);
  const int along = std::max(component.contact_left, component.contact_right);
  const bool follows_border =
      across >= kMarginAlong * component.box.width || along >= kMarginAlong * component.box.height;
  return follows_border &&
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
  int inner = 0;
  for (int y = box.y + depth_y; y < box.y + box.height - depth_y; ++y) {
    for (int x = box.x + depth_x; x < box.x + box.width - depth_x; ++x) {
      inner += components.labels.at(x, y) == static_cast<int>(index) + 1 ? 1 : 0;
    }
  }
  return inner == 0;
}

}  // namespace

Components FindComponents(const Mask& mask, const FloatPlane& strength) {
  const int width = mask.width();
  const int height = mask.height();
  Components result{Plane<int>(width, height), {}};
  std::vector<std::pair<int, int>> pending;
  for (int start_y = 0; start_y < height; ++start_y) {
    for (int start_x = 0; start_x < width; ++start_x) {
      if (mask.at(start_x, start_y) == 0 || result.labels.at(start_x, start_y) != 0) continue;
      const int label = static_cast<int>(result.list.size()) + 1;
      Component component;
      int right = start_x;
      int bottom = start_y;
      int left = start_x;
      int top = start_y;
      result.labels.at(start_x, start_y) = label;
      pending.assign(1, {start_x, start_y});
      while (!pending.empty()) {
        const auto [x, y] = pending.back();
        pending.pop_back();
        left = std::min(left, x);
        right = std::max(right, x);
        top = std::min(top, y);
        bottom = std::max(bottom, y);
        ++component.area;
        component.mass += strength.at(x, y);
        component.contact_left += x == 0 ? 1 : 0;
        component.contact_right += x == width - 1 ? 1 : 0;
        component.contact_top += y == 0 ? 1 : 0;
        component.contact_bottom += y == height - 1 ? 1 : 0;
        component.in_corner |= (x == 0 || x == width - 1) && (y == 0 || y == height - 1);
        for (int v = std::max(0, y - 1); v <= std::min(height - 1, y + 1); ++v) {
          for (int u = std::max(0, x - 1); u <= std::min(width - 1, x + 1); ++u) {
            if (mask.at(u, v) == 0 || result.labels.at(u, v) != 0) continue;
            result.labels.at(u, v) = label;
            pending.emplace_back(u, v);
          }
        }
      }
      component.box = {left, top, right - left + 1, bottom - top + 1};
      result.list.push_back(component);
    }
  }
  return result;
}

InkChoice ChooseInk(const Components& components, Specks specks) {
  const std::vector<Component>& list = components.list;
  const int width = components.labels.width();
  const int height = components.labels.height();
  const double shortest = kShortestInk * std::max(width, height);
  InkChoice choice;
  choice.is_ink.assign(list.size(), false);
  choice.is_margin.assign(list.size(), false);

  bool anything_else = false;
  for (std::size_t i = 0; i < list.size(); ++i) {
    choice.is_margin[i] = LooksLikeMargin(list[i], width, height);
    anything_else |= !choice.is_margin[i] && Side(list[i].box) >= 2 * shortest;
  }
  if (!anything_else) {
    choice.only_margin =
        std::find(choice.is_margin.begin(), choice.is_margin.end(), true) != choice.is_margin.end();
    std::fill(choice.is_margin.begin(), choice.is_margin.end(), false);
  }

  // A frame counts as one only where something is written inside it: alone it may be a 0.
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (choice.is_margin[i] || !LooksLikeFrame(components, i, width, height)) continue;
    for (std::size_t j = 0; j < list.size(); ++j) {
      const bool written =
          j != i && !choice.is_margin[j] && Side(list[j].box) >= 0.1 * Side(list[i].box);
      if (written) choice.is_margin[i] = true;
    }
  }

  std::size_t main = list.size();
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (choice.is_margin[i] || Side(list[i].box) < shortest) continue;
    if (main == list.size() || list[i].mass > list[main].mass) main = i;
  }
  if (main == list.size()) return choice;
  if (specks == Specks::kKeep) {
    for (std::size_t i = 0; i < list.size(); ++i) choice.is_ink[i] = !choice.is_margin[i];
    return choice;
  }
  const double main_mass = list[main].mass;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const bool peeks = list[i].contact() > 0 && list[i].mass < kPeekingMass * main_mass;
    choice.is_ink[i] = !choice.is_margin[i] && !peeks && list[i].mass >= kPartMass * main_mass;
  }
  choice.is_ink[main] = true;
  std::vector<bool> is_fragment(list.size(), false);
  bool any_fragment = false;
  for (std::size_t i = 0; i < list.size(); ++i) {
    is_fragment[i] = !choice.is_ink[i] && !choice.is_margin[i] && list[i].contact() == 0 &&
                     list[i].mass >= kFragmentMass * main_mass;
    any_fragment |= is_fragment[i];
  }
  if (!any_fragment) return choice;
  const double reach = std::max(2.0, kPartGap * Side(list[main].box));
  const Plane<int> distance = DistanceFrom(components.labels, choice.is_ink);
  for (std::size_t i = 0; i < distance.size(); ++i) {
    if (components.labels[i] == 0 || distance[i] > reach) continue;
    const auto index = static_cast<std::size_t>(components.labels[i] - 1);
    if (is_fragment[index]) choice.is_ink[index] = true;
  }
  return choice;
}

}  // namespace inkdigit
