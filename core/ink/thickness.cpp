#include "core/ink/thickness.h"

#include <algorithm>

namespace inkdigit {

int HalfThickness(const Components& components, std::size_t index) {
  constexpr int kFar = 1 << 20;
  const Box& box = components.list[index].box;
  const int label = static_cast<int>(index) + 1;
  Plane<int> steps(box.width + 2, box.height + 2);  // with a frame of one pixel, which is outside
  for (int y = 0; y < box.height; ++y) {
    for (int x = 0; x < box.width; ++x) {
      if (components.label_at(box.x + x, box.y + y) == label) steps.at(x + 1, y + 1) = kFar;
    }
  }
  const auto relax = [&steps](int x, int y, int u, int v) {
    if (u < 0 || v < 0 || u >= steps.width() || v >= steps.height()) return;
    steps.at(x, y) = std::min(steps.at(x, y), steps.at(u, v) + 1);
  };
  for (int y = 0; y < steps.height(); ++y) {
    for (int x = 0; x < steps.width(); ++x) {
      relax(x, y, x - 1, y);
      for (int u = x - 1; u <= x + 1; ++u) relax(x, y, u, y - 1);
    }
  }
  int most = 0;
  for (int y = steps.height() - 1; y >= 0; --y) {
    for (int x = steps.width() - 1; x >= 0; --x) {
      relax(x, y, x + 1, y);
      for (int u = x - 1; u <= x + 1; ++u) relax(x, y, u, y + 1);
      most = std::max(most, steps.at(x, y));
    }
  }
  return most;
}

}  // namespace inkdigit
