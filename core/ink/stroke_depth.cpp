#include "core/ink/stroke_depth.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "core/ink/components.h"
#include "core/ink/resample.h"

namespace inkdigit {

FloatPlane PaperBeneath(const FloatPlane& gray, int radius) {
  return LocalMinimum(LocalMaximum(gray, radius), radius);
}

std::optional<StrokeDepth> MeasureDepth(const FloatPlane& gray, const Mask& ink) {
  constexpr int kWidest = 40;  // pixels; bounds the time
  int area = 0;
  int outline = 0;
  for (int y = 0; y < ink.height(); ++y) {
    for (int x = 0; x < ink.width(); ++x) {
      if (ink.at(x, y) == 0) continue;
      ++area;
      outline += x > 0 && ink.at(x - 1, y) == 0 ? 1 : 0;
      outline += x + 1 < ink.width() && ink.at(x + 1, y) == 0 ? 1 : 0;
      outline += y > 0 && ink.at(x, y - 1) == 0 ? 1 : 0;
      outline += y + 1 < ink.height() && ink.at(x, y + 1) == 0 ? 1 : 0;
    }
  }
  if (outline == 0) return std::nullopt;
  const int stroke_width = 2 * area / outline + 1;
  const int radius = std::min(kWidest, stroke_width + kEdgeReach);
  const FloatPlane closed = PaperBeneath(gray, radius);
  StrokeDepth depth{FloatPlane(gray.width(), gray.height()),
                    FloatPlane(gray.width(), gray.height()), 0.0F};
  std::vector<float> of_ink;
  for (std::size_t i = 0; i < ink.size(); ++i) {
    depth.lack[i] = closed[i] - gray[i];
    depth.depth[i] = depth.lack[i] / std::max(1.0F, closed[i]);
    if (ink[i] != 0) of_ink.push_back(depth.depth[i]);
  }
  const auto middle = of_ink.begin() + static_cast<std::ptrdiff_t>(of_ink.size() / 2);
  std::nth_element(of_ink.begin(), middle, of_ink.end());
  depth.usual = *middle;
  return depth;
}

Mask WithFaintParts(const StrokeDepth& depth, const Mask& ink) {
  Mask candidates = ink;
  for (std::size_t i = 0; i < ink.size(); ++i) {
    if (depth.Reaches(i, kFaintShare)) candidates[i] = 1;
  }
  const Components components = FindComponents(candidates, FloatPlane(ink.width(), ink.height()));
  std::vector<bool> holds_ink(components.list.size(), false);
  for (std::size_t i = 0; i < ink.size(); ++i) {
    if (ink[i] != 0) holds_ink[static_cast<std::size_t>(components.labels[i] - 1)] = true;
  }
  return MaskOf(components, holds_ink);
}

}  // namespace inkdigit
