#include "core/ink/spread_steps.h"

#include <algorithm>

namespace inkdigit {

void SpreadSteps(Plane<int>& steps) {
  const int width = steps.width();
  const int height = steps.height();
  const auto relax = [&](int x, int y, int u, int v) {
    if (u < 0 || u >= width || v < 0 || v >= height) return;
    steps.at(x, y) = std::min(steps.at(x, y), steps.at(u, v) + 1);
  };
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      relax(x, y, x - 1, y);
      for (int u = x - 1; u <= x + 1; ++u) relax(x, y, u, y - 1);
    }
  }
  for (int y = height - 1; y >= 0; --y) {
    for (int x = width - 1; x >= 0; --x) {
      relax(x, y, x + 1, y);
      for (int u = x - 1; u <= x + 1; ++u) relax(x, y, u, y + 1);
    }
  }
}

}  // namespace inkdigit
