#include "core/segment/pieces.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/hull.h"
#include "core/segment/crop.h"
#include "core/segment/parts.h"

namespace inkdigit {
namespace {

constexpr double kCrumb = 0.06;  // of the piece's ink

}  // namespace

Piece CutPiece(const LineInk& line, const Seam& left, const Seam& right) {
  const int first = *std::min_element(left.x.begin(), left.x.end());
  const int end = *std::max_element(right.x.begin(), right.x.end());
  const int height = line.ink.height();
  if (end <= first) return {};
  GrayImage between(end - first, height);
  std::vector<std::size_t> cut;  // pixels whose ink goes on beyond a seam
  for (int y = 0; y < height; ++y) {
    const auto row = static_cast<std::size_t>(y);
    const std::uint8_t* source = line.ink.row(y);
    std::uint8_t* target = between.row(y);
    const std::size_t start = row * static_cast<std::size_t>(between.width());
    const int row_first = left.x[row];
    const int row_end = right.x[row];
    if (row_end <= row_first) continue;
    std::copy(source + row_first, source + row_end, target + (row_first - first));
    if (row_first > 0 && source[row_first - 1] > 0) {
      cut.push_back(start + static_cast<std::size_t>(row_first - first));
    }
    if (row_end < line.ink.width() && source[row_end] > 0) {
      cut.push_back(start + static_cast<std::size_t>(row_end - 1 - first));
    }
  }
  const Components connected = FindConnectedInk(between, 0);
  std::vector<bool> is_cut(connected.list.size(), false);
  for (const std::size_t pixel : cut) {
    const int label = connected.labels[pixel];
    if (label > 0) is_cut[static_cast<std::size_t>(label - 1)] = true;
  }
  double all = 0.0;
  for (const Component& component : connected.list) all += component.mass;

  Piece piece;
  std::vector<bool> is_crumb(connected.list.size(), false);
  for (std::size_t i = 0; i < connected.list.size(); ++i) {
    const Component& component = connected.list[i];
    is_crumb[i] = is_cut[i] && component.mass < kCrumb * all;
    if (is_crumb[i]) continue;
    piece.mass += component.mass;
    piece.box = Hull(piece.box, component.box);
  }
  if (piece.box.empty()) return piece;
  for (const Run& run : connected.runs) {
    if (!is_crumb[static_cast<std::size_t>(run.component)]) continue;
    std::fill(between.row(run.y) + run.begin, between.row(run.y) + run.end, std::uint8_t{0});
  }
  piece.ink = CropImage(between, piece.box);
  piece.box.x += first;
  return piece;
}

}  // namespace inkdigit
