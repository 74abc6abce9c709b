#include "core/ink/four_sided.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "core/ink/enclosure.h"

namespace inkdigit {
namespace {

// Writing may reach the edge of the sheet, and fingers or a shadow take a bit of it.
constexpr double kLeastConvex = 0.88;
// Rounded and dog-eared corners.
constexpr double kLeastQuadrilateral = 0.85;
// The same of a small sheet, which is cut with sharp corners; pens leave round ones.
constexpr double kCutConvex = 0.95;
constexpr double kCutQuadrilateral = 0.94;

struct Corner {
  std::int64_t x = 0;
  std::int64_t y = 0;
};

// Twice the area of a triangle; positive where a, b, c turn to the right (y down).
std::int64_t Cross(const Corner& a, const Corner& b, const Corner& c) {
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
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

// Whether the component, its holes filled, has this share of its convex hull's area, and the
// largest quadrilateral in that hull, too. If so, `outside` is what OutsideOf gives.
bool HasShape(const Components& components, std::size_t index, double least_filled,
              double least_quadrilateral, Mask& outside) {
  const std::vector<Corner> hull = ConvexHull(components, index);
  if (hull.size() < 4) return false;
  const auto twice_hull = static_cast<double>(TwiceArea(hull));
  if (static_cast<double>(TwiceLargestQuadrilateral(hull)) < least_quadrilateral * twice_hull) {
    return false;
  }
  outside = OutsideOf(components, index);
  const auto filled = std::count(outside.values().begin(), outside.values().end(), 0);
  return 2.0 * static_cast<double>(filled) >= least_filled * twice_hull;
}

// What is written on a sheet, seen as the sheet's holes: `hole` is 1 there; in the sheet's box.
bool LooksWritten(const Components& components, const Box& sheet, const Mask& hole) {
  constexpr double kLeastWriting = 0.005;  // of the sheet's box
  constexpr double kMostWriting = 0.4;
  constexpr double kLeastSide = 0.2;  // of the writing's longer side, of the sheet's
  int left = sheet.width;
  int right = -1;
  int top = sheet.height;
  int bottom = -1;
  int area = 0;
  bool encloses = false;
  for (int y = 0; y < sheet.height; ++y) {
    for (int x = 0; x < sheet.width; ++x) {
      if (hole.at(x, y) == 0) continue;
      left = std::min(left, x);
      right = std::max(right, x);
      top = std::min(top, y);
      bottom = y;
      ++area;
      encloses |= components.label_at(sheet.x + x, sheet.y + y) != 0;
    }
  }
  const double box_area = static_cast<double>(sheet.width) * sheet.height;
  if (area < kLeastWriting * box_area || area > kMostWriting * box_area) return false;
  const int width = right - left + 1;
  const int height = bottom - top + 1;
  if (std::max(width, height) < kLeastSide * std::max(sheet.width, sheet.height)) return false;
  if (encloses) return true;  // paper inside a 0
  // A bold 0 has one solid hole in its middle, as far from its sides as from its ends.
  constexpr double kSolid = 0.45;  // of the hole's box
  constexpr double kEven = 1.6;
  const int beside = sheet.width - width;
  const int above = sheet.height - height;
  const bool is_ring =
      area >= kSolid * width * height && std::max(beside, above) < kEven * std::min(beside, above);
  return !is_ring;
}

}  // namespace

bool IsFourSided(const Components& components, std::size_t index) {
  Mask outside;
  return HasShape(components, index, kLeastConvex, kLeastQuadrilateral, outside);
}

bool IsWrittenSheet(const Components& components, std::size_t index) {
  Mask outside;
  if (!HasShape(components, index, kCutConvex, kCutQuadrilateral, outside)) return false;
  const Box& box = components.list[index].box;
  Mask hole(box.width, box.height);
  for (int y = 0; y < box.height; ++y) {
    for (int x = 0; x < box.width; ++x) {
      const bool is_sheet =
          components.label_at(box.x + x, box.y + y) == static_cast<int>(index) + 1;
      hole.at(x, y) = outside.at(x + 1, y + 1) == 0 && !is_sheet ? 1 : 0;
    }
  }
  return LooksWritten(components, box, hole);
}

}  // namespace inkdigit
