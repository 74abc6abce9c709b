#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "training/figures/corruption_kinds.h"

namespace inkdigit::training {
namespace {

constexpr double kSigma = 1.0;
constexpr double kWeak = 0.1;
constexpr double kStrong = 0.2;

struct Gradient {
  Plane x;
  Plane y;
  Plane magnitude;
};

// Sobel's operator, without a divisor; the outermost pixels stay 0, as none of them can be an edge.
Gradient SobelGradient(const Plane& plane) {
  Gradient gradient = {Plane(plane.width(), plane.height()), Plane(plane.width(), plane.height()),
                       Plane(plane.width(), plane.height())};
  for (int y = 1; y + 1 < plane.height(); ++y) {
    for (int x = 1; x + 1 < plane.width(); ++x) {
      const auto column = [&](int at) {
        return plane.at(at, y - 1) + 2.0 * plane.at(at, y) + plane.at(at, y + 1);
      };
      const auto row = [&](int at) {
        return plane.at(x - 1, at) + 2.0 * plane.at(x, at) + plane.at(x + 1, at);
      };
      gradient.x.at(x, y) = column(x + 1) - column(x - 1);
      gradient.y.at(x, y) = row(y + 1) - row(y - 1);
      gradient.magnitude.at(x, y) = std::hypot(gradient.x.at(x, y), gradient.y.at(x, y));
    }
  }
  return gradient;
}

// Is the magnitude at least as large as a step ahead and a step back along the gradient? Between
// the two pixels that such a step passes, the values are mixed.
bool IsRidge(const Gradient& gradient, int x, int y) {
  const double gx = gradient.x.at(x, y);
  const double gy = gradient.y.at(x, y);
  const double longer = std::max(std::abs(gx), std::abs(gy));
  if (longer == 0.0) return false;
  const int step_x = gx > 0.0 ? 1 : -1;
  const int step_y = gy > 0.0 ? 1 : -1;
  const bool mostly_level = std::abs(gx) >= std::abs(gy);
  const double share = std::min(std::abs(gx), std::abs(gy)) / longer;
  const auto ahead = [&](int direction) {
    const int dx = direction * step_x;
    const int dy = direction * step_y;
    const double straight =
        mostly_level ? gradient.magnitude.at(x + dx, y) : gradient.magnitude.at(x, y + dy);
    return (1.0 - share) * straight + share * gradient.magnitude.at(x + dx, y + dy);
  };
  const double here = gradient.magnitude.at(x, y);
  return here >= ahead(1) && here >= ahead(-1);
}

}  // namespace

Plane CannyEdges(const Plane& digit) {
  const Plane covered(digit.width(), digit.height(), 1.0);
  Plane smooth = GaussianBlur(digit, kSigma, Beyond::kZero);
  // Nothing lies beyond the edge, so what is there must not darken it.
  const Plane weights = GaussianBlur(covered, kSigma, Beyond::kZero);
  for (std::size_t i = 0; i < smooth.values().size(); ++i) {
    smooth.values()[i] /= weights.values()[i];
  }
  const Gradient gradient = SobelGradient(smooth);

  // Weak ridges count where a chain of them leads to a strong one.
  Plane edges(digit.width(), digit.height());
  std::vector<std::pair<int, int>> open;
  const auto visit = [&](int x, int y, double least) {
    const bool inside = x >= 1 && y >= 1 && x + 1 < digit.width() && y + 1 < digit.height();
    if (!inside || edges.at(x, y) > 0.0 || gradient.magnitude.at(x, y) < least) return;
    if (!IsRidge(gradient, x, y)) return;
    edges.at(x, y) = 1.0;
    open.emplace_back(x, y);
  };
  for (int y = 1; y + 1 < digit.height(); ++y) {
    for (int x = 1; x + 1 < digit.width(); ++x) {
      visit(x, y, kStrong);
      while (!open.empty()) {
        const auto [at_x, at_y] = open.back();
        open.pop_back();
        for (int dy = -1; dy <= 1; ++dy) {
          for (int dx = -1; dx <= 1; ++dx) visit(at_x + dx, at_y + dy, kWeak);
        }
      }
    }
  }
  return edges;
}

}  // namespace inkdigit::training
