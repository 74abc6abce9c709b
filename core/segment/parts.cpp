#include "core/segment/parts.h"

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <utility>

namespace inkdigit {
namespace {

constexpr int kFaint = 40;  // of 255: soft edges, between two digits perhaps

// Faint pixels take the label of a neighbour that was seen before; once in each direction.
void LabelFaintInk(const GrayImage& ink, Parts& parts) {
  const int width = ink.width();
  const int height = ink.height();
  const auto adopt = [&](int x, int y) {
    if (ink.at(x, y) == 0 || parts.labels.at(x, y) != 0) return;
    for (int v = std::max(0, y - 1); v <= std::min(height - 1, y + 1); ++v) {
      for (int u = std::max(0, x - 1); u <= std::min(width - 1, x + 1); ++u) {
        const int label = parts.labels.at(u, v);
        if (label == 0) continue;
        parts.labels.at(x, y) = label;
        parts.list[static_cast<std::size_t>(label - 1)].mass += ink.at(x, y) / 255.0;
        return;
      }
    }
  };
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) adopt(x, y);
  }
  for (int y = height - 1; y >= 0; --y) {
    for (int x = width - 1; x >= 0; --x) adopt(x, y);
  }
}

}  // namespace

Parts FindParts(const GrayImage& ink) {
  const int width = ink.width();
  const int height = ink.height();
  Parts parts{Plane<int>(width, height), {}};
  std::vector<std::pair<int, int>> pending;
  for (int start_y = 0; start_y < height; ++start_y) {
    for (int start_x = 0; start_x < width; ++start_x) {
      if (ink.at(start_x, start_y) <= kFaint || parts.labels.at(start_x, start_y) != 0) continue;
      const int label = static_cast<int>(parts.list.size()) + 1;
      Part part;
      int left = start_x;
      int right = start_x;
      int bottom = start_y;
      parts.labels.at(start_x, start_y) = label;
      pending.assign(1, {start_x, start_y});
      while (!pending.empty()) {
        const auto [x, y] = pending.back();
        pending.pop_back();
        left = std::min(left, x);
        right = std::max(right, x);
        bottom = std::max(bottom, y);
        part.mass += ink.at(x, y) / 255.0;
        for (int v = std::max(0, y - 1); v <= std::min(height - 1, y + 1); ++v) {
          for (int u = std::max(0, x - 1); u <= std::min(width - 1, x + 1); ++u) {
            if (ink.at(u, v) <= kFaint || parts.labels.at(u, v) != 0) continue;
            parts.labels.at(u, v) = label;
            pending.emplace_back(u, v);
          }
        }
      }
      part.box = {left, start_y, right - left + 1, bottom - start_y + 1};
      parts.list.push_back(part);
    }
  }
  LabelFaintInk(ink, parts);
  return parts;
}

double UsualHeight(const std::vector<Part>& parts) {
  std::vector<std::pair<int, double>> heights;
  double all = 0.0;
  for (const Part& part : parts) {
    heights.emplace_back(part.box.height, part.mass);
    all += part.mass;
  }
  std::sort(heights.begin(), heights.end());
  double below = 0.0;
  for (const auto& [height, mass] : heights) {
    below += mass;
    if (2.0 * below >= all) return height;
  }
  return 0.0;
}

double StrokeWidth(const GrayImage& ink) {
  double area = 0.0;
  double outline = 0.0;  // steps between neighbours along rows and columns
  for (int y = 0; y < ink.height(); ++y) {
    const std::uint8_t* row = ink.row(y);
    const std::uint8_t* above = y > 0 ? ink.row(y - 1) : nullptr;
    for (int x = 0; x < ink.width(); ++x) {
      area += row[x];
      outline += std::abs(row[x] - (x > 0 ? row[x - 1] : 0));
      outline += std::abs(row[x] - (above != nullptr ? above[x] : 0));
    }
  }
  // A long stroke of width w has two sides; counted along rows and columns, a side is 4/pi longer
  // than it is, on average over its directions.
  constexpr double kManhattan = 1.27;
  return std::max(1.0, 2.0 * area * kManhattan / std::max(1.0, outline));
}

}  // namespace inkdigit
