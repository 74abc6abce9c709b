// A photograph that is being made.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <vector>

#include "training/render/random.h"
#include "training/render/strokes.h"
#include "training/strings/papers.h"

namespace inkdigit::training {

using Color = std::array<double, 3>;  // red, green, blue; 0 to 255 is what a picture holds

// Smooth noise, -0.5 to 0.5, that changes over `scale` pixels; the same everywhere for one seed.
class SmoothNoise {
 public:
  SmoothNoise(double scale, std::uint64_t seed) : scale_(scale), seed_(seed) {}
  [[nodiscard]] double At(const Point& at) const;

 private:
  [[nodiscard]] double Corner(std::int64_t x, std::int64_t y) const;
  double scale_;
  std::uint64_t seed_;
};

class Photo {
 public:
  Photo(int width, int height, const Color& color);

  [[nodiscard]] int width() const noexcept { return width_; }
  [[nodiscard]] int height() const noexcept { return height_; }

  // Lays a colour over each pixel, as much as `cover` says of its middle: 0 to 1.
  void Paint(const Color& color, const std::function<double(const Point&)>& cover);
  void Paint(const GrayImage& ink, const Color& color, double strength);  // 0 nothing, 255 all
  // Multiplies each pixel.
  void Light(const std::function<double(const Point&)>& light);

  // With noise of that deviation in each pixel.
  [[nodiscard]] ColorImage Develop(double noise, Random& random) const;

 private:
  int width_;
  int height_;
  std::vector<Color> pixels_;
};

}  // namespace inkdigit::training
