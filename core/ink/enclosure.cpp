#include "core/ink/enclosure.h"

#include <utility>
#include <vector>

namespace inkdigit {

Mask OutsideOf(const Components& components, std::size_t index) {
  const Box& box = components.list[index].box;
  const int label = static_cast<int>(index) + 1;
  const int width = box.width + 2;  // a frame of outside around the box
  const int height = box.height + 2;
  Mask outside(width, height);
  std::vector<std::pair<int, int>> pending = {{0, 0}};
  outside.at(0, 0) = 1;
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
      pending.emplace_back(u, v);
    }
  }
  return outside;
}

bool Encloses(const Components& components, std::size_t index, std::size_t other) {
  const Box& box = components.list[index].box;
  const Mask outside = OutsideOf(components, index);
  const Box& part = components.list[other].box;
  for (int x = part.x; x < part.x + part.width; ++x) {
    if (components.label_at(x, part.y) != static_cast<int>(other) + 1) continue;
    const int u = x - box.x + 1;
    const int v = part.y - box.y + 1;
    if (u < 0 || v < 0 || u >= outside.width() || v >= outside.height()) return false;
    return outside.at(u, v) == 0;
  }
  return false;
}

}  // namespace inkdigit
