#include "core/ink/shadow.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "core/ink/components.h"
#include "core/ink/resample.h"

namespace inkdigit {

void TakeFromShadow(const StrokeDepth& depth, Mask& ink, Mask& margin) {
  constexpr float kDeepShare = 0.5F;  // of the ink's own depth, in at least half of the pixels
  constexpr double kSmallest = 0.4;   // of the largest part of the ink outside
  constexpr double kLargest = 3.0;
  const Mask near_margin = Dilate(margin, 2 * kEdgeReach);
  Mask candidates(ink.width(), ink.height());
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    candidates[i] = near_margin[i] != 0 && ink[i] == 0 && depth.Reaches(i, kFaintShare) ? 1 : 0;
  }
  FloatPlane deep(candidates.width(), candidates.height());
  for (std::size_t i = 0; i < deep.size(); ++i) {
    deep[i] = depth.depth[i] >= kDeepShare * depth.usual ? 1.0F : 0.0F;
  }
  const auto side = [](const Component& component) {
    return std::max(component.box.width, component.box.height);
  };
  int largest = 0;
  for (const Component& component : FindComponents(ink, deep).list) {
    largest = std::max(largest, side(component));
  }
  const Components components = FindComponents(candidates, deep);
  std::vector<bool> is_written(components.list.size(), false);
  int written = 0;
  int other = 0;
  for (std::size_t i = 0; i < is_written.size(); ++i) {
    const Component& component = components.list[i];
    is_written[i] = component.contact() == 0 && 2 * component.mass >= component.area &&
                    side(component) >= kSmallest * largest && side(component) <= kLargest * largest;
    (is_written[i] ? written : other) += component.area;
  }
  if (written == 0 || other > written) return;
  const Components margins = FindComponents(margin, deep);
  std::vector<bool> is_paper(margins.list.size(), false);
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const int label = components.labels[i];
    if (label == 0 || !is_written[static_cast<std::size_t>(label - 1)]) continue;
    ink[i] = 1;
    if (margins.labels[i] > 0) is_paper[static_cast<std::size_t>(margins.labels[i] - 1)] = true;
  }
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const int label = margins.labels[i];
    if (label > 0 && is_paper[static_cast<std::size_t>(label - 1)]) margin[i] = 0;
  }
}

}  // namespace inkdigit
