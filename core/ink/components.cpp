#include "core/ink/components.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <utility>

namespace inkdigit {
namespace {

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

bool HasInkIn(const Components& components, std::size_t index, const Box& box) {
  const Box& own = components.list[index].box;
  const int right = std::min(box.x + box.width, own.x + own.width);
  const int bottom = std::min(box.y + box.height, own.y + own.height);
  for (int y = std::max(box.y, own.y); y < bottom; ++y) {
    for (int x = std::max(box.x, own.x); x < right; ++x) {
      if (components.label_at(x, y) == static_cast<int>(index) + 1) return true;
    }
  }
  return false;
}

}  // namespace inkdigit
