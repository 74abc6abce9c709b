#include "core/segment/pieces.h"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace inkdigit {
namespace {

constexpr double kCrumb = 0.06;  // of the piece's ink

struct Part {
  double mass = 0.0;
  bool at_seam = false;
};

// Connected parts of what lies between the seams; labels[row][col] is 0 or 1 + the part's index.
std::vector<Part> FindParts(const GrayImage& ink, const std::vector<bool>& at_seam,
                            std::vector<int>& labels) {
  const int width = ink.width();
  const int height = ink.height();
  std::vector<Part> parts;
  std::vector<std::pair<int, int>> pending;
  labels.assign(ink.pixels().size(), 0);
  const auto index = [width](int x, int y) {
    return static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
           static_cast<std::size_t>(x);
  };
  for (int start_y = 0; start_y < height; ++start_y) {
    for (int start_x = 0; start_x < width; ++start_x) {
      if (ink.at(start_x, start_y) == 0 || labels[index(start_x, start_y)] != 0) continue;
      const int label = static_cast<int>(parts.size()) + 1;
      Part part;
      labels[index(start_x, start_y)] = label;
      pending.assign(1, {start_x, start_y});
      while (!pending.empty()) {
        const auto [x, y] = pending.back();
        pending.pop_back();
        part.mass += ink.at(x, y) / 255.0;
        if (at_seam[index(x, y)]) part.at_seam = true;
        for (int v = std::max(0, y - 1); v <= std::min(height - 1, y + 1); ++v) {
          for (int u = std::max(0, x - 1); u <= std::min(width - 1, x + 1); ++u) {
            if (ink.at(u, v) == 0 || labels[index(u, v)] != 0) continue;
            labels[index(u, v)] = label;
            pending.emplace_back(u, v);
          }
        }
      }
      parts.push_back(part);
    }
  }
  return parts;
}

}  // namespace

Piece CutPiece(const LineInk& line, const Seam& left, const Seam& right) {
  const int first = *std::min_element(left.x.begin(), left.x.end());
  const int end = *std::max_element(right.x.begin(), right.x.end());
  const int height = line.ink.height();
  if (end <= first) return {};
  GrayImage between(end - first, height);
  std::vector<bool> at_seam(between.pixels().size());
  for (int y = 0; y < height; ++y) {
    const auto row = static_cast<std::size_t>(y);
    const std::uint8_t* source = line.ink.row(y);
    std::uint8_t* target = between.row(y);
    const std::size_t start = row * static_cast<std::size_t>(between.width());
    for (int x = left.x[row]; x < right.x[row]; ++x) {
      target[x - first] = source[x];
      const bool cut = (x == left.x[row] && x > 0 && source[x - 1] > 0) ||
                       (x + 1 == right.x[row] && x + 1 < line.ink.width() && source[x + 1] > 0);
      if (cut) at_seam[start + static_cast<std::size_t>(x - first)] = true;
    }
  }
  std::vector<int> labels;
  const std::vector<Part> parts = FindParts(between, at_seam, labels);
  double all = 0.0;
  for (const Part& part : parts) all += part.mass;

  Piece piece;
  int x_first = between.width();
  int x_last = -1;
  int y_first = height;
  int y_last = -1;
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < between.width(); ++x) {
      const int label =
          labels[static_cast<std::size_t>(y) * static_cast<std::size_t>(between.width()) +
                 static_cast<std::size_t>(x)];
      if (label == 0) continue;
      const Part& part = parts[static_cast<std::size_t>(label - 1)];
      if (part.at_seam && part.mass < kCrumb * all) {
        between.at(x, y) = 0;
        continue;
      }
      piece.mass += between.at(x, y) / 255.0;
      x_first = std::min(x_first, x);
      x_last = std::max(x_last, x);
      y_first = std::min(y_first, y);
      y_last = y;
    }
  }
  if (x_last < x_first) return piece;
  piece.box = {first + x_first, y_first, x_last - x_first + 1, y_last - y_first + 1};
  piece.ink = GrayImage(piece.box.width, piece.box.height);
  for (int y = 0; y < piece.box.height; ++y) {
    std::copy_n(between.row(y_first + y) + x_first, piece.box.width, piece.ink.row(y));
  }
  return piece;
}

}  // namespace inkdigit
