#include "core/ink/components.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
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
      inner += components.label_at(x, y) == static_cast<int>(index) + 1 ? 1 : 0;
    }
  }
  return inner == 0;
}

// The first place from `x` on where the row is set (or, with kSet false, where it is not); `width`
// where there is none. Most of a picture is paper, so it is passed eight pixels at a time.
template <bool kSet>
int NextPlace(const unsigned char* row, int x, int width) {
  if constexpr (kSet) {
    std::uint64_t eight = 0;
    for (; x + 8 <= width; x += 8) {
      std::memcpy(&eight, row + x, sizeof eight);
      if (eight != 0) break;
    }
  }
  while (x < width && (row[x] != 0) != kSet) ++x;
  return x;
}

// Which runs belong together; each set's root is its first run.
class RunSets {
 public:
  void Add() { parents_.push_back(static_cast<int>(parents_.size())); }
  [[nodiscard]] int Root(int run) {
    while (Parent(run) != run) run = Parent(run) = Parent(Parent(run));
    return run;
  }
  void Join(int a, int b) {
    a = Root(a);
    b = Root(b);
    Parent(std::max(a, b)) = std::min(a, b);
  }

 private:
  int& Parent(int run) { return parents_[static_cast<std::size_t>(run)]; }
  std::vector<int> parents_;
};

// The mask's runs in reading order, in the mask's own coordinates, each with its component: these
// are counted in the order of their first pixels.
std::vector<Run> FindRuns(const Mask& mask, int& components) {
  std::vector<Run> runs;
  RunSets sets;
  std::size_t above = 0;  // the first run of the row above that may touch the next one
  std::size_t row_begin = 0;
  for (int y = 0; y < mask.height(); ++y) {
    const std::size_t above_end = runs.size();
    above = row_begin;
    row_begin = above_end;
    const unsigned char* row = mask.values().data() + mask.index(0, y);
    for (int x = NextPlace<true>(row, 0, mask.width()); x < mask.width();) {
      const int end = NextPlace<false>(row, x, mask.width());
      sets.Add();
      while (above < above_end && runs[above].end < x) ++above;
      for (std::size_t i = above; i < above_end && runs[i].begin <= end; ++i) {
        sets.Join(static_cast<int>(i), static_cast<int>(runs.size()));
      }
      runs.push_back({y, x, end, 0});
      x = NextPlace<true>(row, end, mask.width());
    }
  }
  components = 0;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const int root = sets.Root(static_cast<int>(i));
    runs[i].component =
        root == static_cast<int>(i) ? components++ : runs[static_cast<std::size_t>(root)].component;
  }
  return runs;
}

// `mass_of(index)`: the strength of the mask's pixel.
template <typename MassOf>
Components Group(const Mask& mask, const Window& window, MassOf mass_of) {
  int count = 0;
  Components result{window, Plane<int>(mask.width(), mask.height()), {}, FindRuns(mask, count)};
  result.list.resize(static_cast<std::size_t>(count));
  const int last_x = window.picture_width - 1;
  const int last_y = window.picture_height - 1;
  for (Run& run : result.runs) {
    Component& component = result.list[static_cast<std::size_t>(run.component)];
    const std::size_t first = mask.index(run.begin, run.y);
    const int length = run.end - run.begin;
    std::fill_n(&result.labels[first], length, run.component + 1);
    for (std::size_t i = first; i < first + static_cast<std::size_t>(length); ++i) {
      component.mass += mass_of(i);
    }
    run.y += window.y;
    run.begin += window.x;
    run.end += window.x;
    Box& box = component.box;
    if (component.area == 0) box = {run.begin, run.y, 0, 0};
    const int right = std::max(box.x + box.width, run.end);
    box.x = std::min(box.x, run.begin);
    box.width = right - box.x;
    box.height = run.y + 1 - box.y;
    component.area += length;
    const int left_end = run.begin == 0 ? 1 : 0;
    const int right_end = run.end - 1 == last_x ? 1 : 0;
    component.contact_left += left_end;
    component.contact_right += right_end;
    component.contact_top += run.y == 0 ? length : 0;
    component.contact_bottom += run.y == last_y ? length : 0;
    component.in_corner |= left_end + right_end > 0 && (run.y == 0 || run.y == last_y);
  }
  return result;
}

}  // namespace

Components FindComponents(const Mask& mask, const FloatPlane& strength) {
  return Group(mask, {0, 0, mask.width(), mask.height()},
               [&](std::size_t i) { return static_cast<double>(strength[i]); });
}

Components FindComponents(const Mask& levels, const StrengthOfLevel& strength,
                          const Window& window) {
  return Group(levels, window,
               [&](std::size_t i) { return static_cast<double>(strength[levels[i]]); });
}

Mask MaskOf(const Components& components, const std::vector<bool>& chosen) {
  Mask mask(components.labels.width(), components.labels.height());
  for (std::size_t i = 0; i < mask.size(); ++i) {
    const int label = components.labels[i];
    mask[i] = label > 0 && chosen[static_cast<std::size_t>(label - 1)] ? 1 : 0;
  }
  return mask;
}

InkChoice ChooseInk(const Components& components, Specks specks) {
  const std::vector<Component>& list = components.list;
  const int width = components.window.picture_width;
  const int height = components.window.picture_height;
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
