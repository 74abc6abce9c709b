#include "core/ink/four_sided.h"

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

namespace inkdigit {
namespace {

// Writing may reach the edge of the sheet, and fingers or a shadow take a bit of it.
constexpr double kLeastConvex = 0.88;
// Rounded and dog-eared corners.
constexpr double kLeastQuadrilateral = 0.85;

struct Corner {
  std::int64_t x = 0;
  std::int64_t y = 0;
};

// Twice the area of a triangle; positive where a, b, c turn to the right (y down).
std::int64_t Cross(const Corner& a, const Corner& b, const Corner& c) {
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

// The component's pixels and its holes: all that can't be reached from outside its box.
std::int64_t FilledArea(const Components& components, std::size_t index) {
  const Box& box = components.list[index].box;
  const int label = static_cast<int>(index) + 1;
  const int width = box.width + 2;  // a frame of outside around the box
  const int height = box.height + 2;
  Mask outside(width, height);
  std::vector<std::pair<int, int>> pending = {{0, 0}};
  outside.at(0, 0) = 1;
  std::int64_t reached = 1;
  const auto is_ink = [&](int x, int y) {
    return x > 0 && y > 0 && x <= box.width && y <= box.height &&
           components.label_at(box.x + x - 1, box.y + y - 1) == label;
  };
  while (!pending.empty()) {
    const auto [x, y] = pending.back();
    pending.pop_back();
    constexpr int kSteps[4][2] = {{1, 0}, {-1, 0}, {0, 1}, {0, -1}};
    for (const auto& step : kSteps) {
      const int u = x + step[0];
      const int v = y + step[1];
      if (u < 0 || v < 0 || u >= width || v >= height) continue;
      if (outside.at(u, v) != 0 || is_ink(u, v)) continue;
      outside.at(u, v) = 1;
      ++reached;
      pending.emplace_back(u, v);
    }
  }
  return std::int64_t{width} * height - reached;
}

// Andrew's monotone chain over the corners of the outermost pixels of each row.
std::vector<Corner> ConvexHull(const Components& components, std::size_t index) {
  const Box& box = components.list[index].box;
  const int label = static_cast<int>(index) + 1;
  std::vector<Corner> points;
  for (int y = box.y; y < box.y + box.height; ++y) {
    int left = box.x;
    int right = box.x + box.width - 1;
    while (left <= right && components.label_at(left, y) != label) ++left;
    while (right > left && components.label_at(right, y) != label) --right;
    if (left > right) continue;
    for (const int row : {y, y + 1}) {
      points.push_back({left, row});
      points.push_back({right + 1, row});
    }
  }
  std::sort(points.begin(), points.end(),
            [](const Corner& a, const Corner& b) { return a.x != b.x ? a.x < b.x : a.y < b.y; });
  std::vector<Corner> hull;
  const auto add_half = [&hull](auto begin, auto end) {
    const std::size_t base = hull.size();
    for (auto point = begin; point != end; ++point) {
      while (hull.size() >= base + 2 && Cross(hull[hull.size() - 2], hull.back(), *point) <= 0) {
        hull.pop_back();
      }
      hull.push_back(*point);
    }
    hull.pop_back();  // the other half begins with it
  };
  add_half(points.begin(), points.end());
  add_half(points.rbegin(), points.rend());
  return hull;
}

std::int64_t TwiceArea(const std::vector<Corner>& hull) {
  std::int64_t area = 0;
  for (std::size_t i = 1; i + 1 < hull.size(); ++i) area += Cross(hull[0], hull[i], hull[i + 1]);
  return area;
}

// For each diagonal the farthest corner on either side, found by walking on: the hull has few
// corners, since it lies on whole pixels.
std::int64_t TwiceLargestQuadrilateral(const std::vector<Corner>& hull) {
  const std::size_t count = hull.size();
  std::int64_t largest = 0;
  for (std::size_t a = 0; a + 2 < count; ++a) {
    std::size_t b = a + 1;
    std::size_t d = a + 3 < count ? a + 3 : a;
    for (std::size_t c = a + 2; c < count; ++c) {
      while (b + 1 < c &&
             Cross(hull[a], hull[b + 1], hull[c]) >= Cross(hull[a], hull[b], hull[c])) {
        ++b;
      }
      if (d <= c) d = c + 1 < count ? c + 1 : a;
      while (d != a && d + 1 < count &&
             Cross(hull[a], hull[c], hull[d + 1]) >= Cross(hull[a], hull[c], hull[d])) {
        ++d;
      }
      const std::int64_t other = d == a ? 0 : Cross(hull[a], hull[c], hull[d]);
      largest = std::max(largest, Cross(hull[a], hull[b], hull[c]) + other);
    }
  }
  return largest;
}

}  // namespace

bool IsFourSided(const Components& components, std::size_t index) {
  const std::vector<Corner> hull = ConvexHull(components, index);
  if (hull.size() < 4) return false;
  const auto twice_hull = static_cast<double>(TwiceArea(hull));
  const auto twice_filled = 2.0 * static_cast<double>(FilledArea(components, index));
  return twice_filled >= kLeastConvex * twice_hull &&
         static_cast<double>(TwiceLargestQuadrilateral(hull)) >= kLeastQuadrilateral * twice_hull;
}

}  // namespace inkdigit
