// A grey picture as numbers, and what is done to such a picture as a whole.
#pragma once

#include <cstddef>
#include <vector>

#include "inkdigit/image.h"

namespace inkdigit::training {

// [height][width] numbers, usually 0 (black) to 1 (white).
class Plane {
 public:
  Plane(int width, int height, double fill = 0.0)
      : width_(width),
        height_(height),
        values_(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), fill) {}

  [[nodiscard]] int width() const noexcept { return width_; }
  [[nodiscard]] int height() const noexcept { return height_; }
  [[nodiscard]] double& at(int x, int y) noexcept { return values_[Index(x, y)]; }
  [[nodiscard]] double at(int x, int y) const noexcept { return values_[Index(x, y)]; }
  [[nodiscard]] std::vector<double>& values() noexcept { return values_; }
  [[nodiscard]] const std::vector<double>& values() const noexcept { return values_; }

 private:
  [[nodiscard]] std::size_t Index(int x, int y) const noexcept {
    return static_cast<std::size_t>(y) * static_cast<std::size_t>(width_) +
           static_cast<std::size_t>(x);
  }

  int width_;
  int height_;
  std::vector<double> values_;
};

// 0..255 becomes 0..1.
[[nodiscard]] Plane ToPlane(GrayView picture);

// Rounded to the nearest grey; what lies outside 0..1 is clamped.
[[nodiscard]] GrayImage ToGray(const Plane& plane);

// What lies beyond the edge of a picture that is blurred.
enum class Beyond { kNearest, kZero };

// Convolution with a Gaussian of `sigma` > 0 pixels, cut off at four sigma.
[[nodiscard]] Plane GaussianBlur(const Plane& plane, double sigma, Beyond beyond);

// x' = xx x + xy y + dx, y' = yx x + yy y + dy
struct Affine {
  double xx = 1.0;
  double xy = 0.0;
  double dx = 0.0;
  double yx = 0.0;
  double yy = 1.0;
  double dy = 0.0;
};

// Each pixel of the result comes from where `to_source` sends it, between its four neighbours
// (bilinear); beyond the edge lies 0.
[[nodiscard]] Plane Warp(const Plane& plane, const Affine& to_source);

}  // namespace inkdigit::training
