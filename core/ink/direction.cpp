#include "core/ink/direction.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace inkdigit {

Direction DirectionOf(const Components& components, std::size_t index) {
  double count = 0;
  double x = 0;
  double y = 0;
  double xx = 0;
  double yy = 0;
  double xy = 0;
  for (const Run& run : components.runs) {
    if (run.component != static_cast<int>(index)) continue;
    for (int u = run.begin; u < run.end; ++u) {
      count += 1;
      x += u;
      y += run.y;
      xx += static_cast<double>(u) * u;
      yy += static_cast<double>(run.y) * run.y;
      xy += static_cast<double>(u) * run.y;
    }
  }
  xx = xx / count - x / count * x / count;
  yy = yy / count - y / count * y / count;
  xy = xy / count - x / count * y / count;
  const double middle = (xx + yy) / 2;
  const double spread = std::hypot((xx - yy) / 2, xy);
  constexpr double kPixel = 1.0 / 12;  // the variance of a pixel's own width
  const double turn = std::atan2(2 * xy, xx - yy) / 2 * 180 / std::numbers::pi;  // from level
  return {std::sqrt((middle + spread + kPixel) / std::max(kPixel, middle - spread)),
          90.0 - std::fabs(turn)};
}

}  // namespace inkdigit
