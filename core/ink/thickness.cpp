#include "core/ink/thickness.h"

#include <algorithm>

#include "core/ink/spread_steps.h"

namespace inkdigit {

int HalfThickness(const Components& components, std::size_t index) {
  const Box& box = components.list[index].box;
  const int label = static_cast<int>(index) + 1;
  Plane<int> steps(box.width + 2, box.height + 2);  // with a frame of one pixel, which is outside
  for (int y = 0; y < box.height; ++y) {
    for (int x = 0; x < box.width; ++x) {
      if (components.label_at(box.x + x, box.y + y) == label) steps.at(x + 1, y + 1) = kManySteps;
    }
  }
  SpreadSteps(steps);
  return *std::max_element(steps.values().begin(), steps.values().end());
}

}  // namespace inkdigit
