#include "training/figures/plane.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace inkdigit::training {
namespace {

constexpr double kWhite = 255.0;

std::vector<double> GaussianWeights(double sigma) {
  constexpr double kCutOff = 4.0;
  const int reach = static_cast<int>(std::lround(kCutOff * sigma));
  std::vector<double> weights;
  double sum = 0.0;
  for (int i = -reach; i <= reach; ++i) {
    weights.push_back(std::exp(-0.5 * i * i / (sigma * sigma)));
    sum += weights.back();
  }
  for (double& weight : weights) weight /= sum;
  return weights;
}

// One direction of a separable convolution: (1, 0) along the rows, (0, 1) along the columns.
Plane Convolve(const Plane& plane, const std::vector<double>& weights, int step_x, int step_y,
               Beyond beyond) {
  const int reach = static_cast<int>(weights.size() / 2);
  Plane out(plane.width(), plane.height());
  for (int y = 0; y < plane.height(); ++y) {
    for (int x = 0; x < plane.width(); ++x) {
      double sum = 0.0;
      for (int i = -reach; i <= reach; ++i) {
        const int from_x = x + i * step_x;
        const int from_y = y + i * step_y;
        const int inside_x = std::clamp(from_x, 0, plane.width() - 1);
        const int inside_y = std::clamp(from_y, 0, plane.height() - 1);
        const bool outside = inside_x != from_x || inside_y != from_y;
        if (outside && beyond == Beyond::kZero) continue;
        const int weight = i + reach;
        sum += weights[static_cast<std::size_t>(weight)] * plane.at(inside_x, inside_y);
      }
      out.at(x, y) = sum;
    }
  }
  return out;
}

}  // namespace

Plane ToPlane(GrayView picture) {
  Plane plane(picture.width, picture.height);
  for (int y = 0; y < picture.height; ++y) {
    for (int x = 0; x < picture.width; ++x) plane.at(x, y) = picture.row(y)[x] / kWhite;
  }
  return plane;
}

GrayImage ToGray(const Plane& plane) {
  GrayImage image(plane.width(), plane.height());
  std::transform(
      plane.values().begin(), plane.values().end(), image.pixels().begin(), [](double value) {
        return static_cast<std::uint8_t>(std::lround(std::clamp(value, 0.0, 1.0) * kWhite));
      });
  return image;
}

Plane GaussianBlur(const Plane& plane, double sigma, Beyond beyond) {
  const std::vector<double> weights = GaussianWeights(sigma);
  return Convolve(Convolve(plane, weights, 1, 0, beyond), weights, 0, 1, beyond);
}

Plane Warp(const Plane& plane, const Affine& to_source) {
  const auto value = [&plane](int x, int y) {
    const bool inside = x >= 0 && y >= 0 && x < plane.width() && y < plane.height();
    return inside ? plane.at(x, y) : 0.0;
  };
  Plane out(plane.width(), plane.height());
  for (int y = 0; y < plane.height(); ++y) {
    for (int x = 0; x < plane.width(); ++x) {
      const double from_x = to_source.xx * x + to_source.xy * y + to_source.dx;
      const double from_y = to_source.yx * x + to_source.yy * y + to_source.dy;
      const int left = static_cast<int>(std::floor(from_x));
      const int top = static_cast<int>(std::floor(from_y));
      const double u = from_x - left;
      const double v = from_y - top;
      out.at(x, y) = (1 - v) * ((1 - u) * value(left, top) + u * value(left + 1, top)) +
                     v * ((1 - u) * value(left, top + 1) + u * value(left + 1, top + 1));
    }
  }
  return out;
}

}  // namespace inkdigit::training
