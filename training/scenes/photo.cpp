#include "training/scenes/photo.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace inkdigit::training {
namespace {

void Mix(Color& pixel, const Color& color, double share) {
  for (std::size_t c = 0; c < pixel.size(); ++c) pixel[c] += (color[c] - pixel[c]) * share;
}

}  // namespace

double SmoothNoise::Corner(std::int64_t x, std::int64_t y) const {
  Random random =
      Random::For({seed_, static_cast<std::uint64_t>(x), static_cast<std::uint64_t>(y)});
  return random.Uniform(-0.5, 0.5);
}

double SmoothNoise::At(const Point& at) const {
  const double u = at.x / scale_;
  const double v = at.y / scale_;
  const auto x = static_cast<std::int64_t>(std::floor(u));
  const auto y = static_cast<std::int64_t>(std::floor(v));
  const auto ease = [](double t) { return t * t * (3.0 - 2.0 * t); };
  const double s = ease(u - static_cast<double>(x));
  const double t = ease(v - static_cast<double>(y));
  const double above = Corner(x, y) * (1.0 - s) + Corner(x + 1, y) * s;
  const double below = Corner(x, y + 1) * (1.0 - s) + Corner(x + 1, y + 1) * s;
  return above * (1.0 - t) + below * t;
}

Photo::Photo(int width, int height, const Color& color)
    : width_(width),
      height_(height),
      pixels_(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), color) {}

void Photo::Paint(const Color& color, const std::function<double(const Point&)>& cover) {
  std::size_t i = 0;
  for (int y = 0; y < height_; ++y) {
    for (int x = 0; x < width_; ++x) Mix(pixels_[i++], color, cover({x + 0.5, y + 0.5}));
  }
}

void Photo::Paint(const GrayImage& ink, const Color& color, double strength) {
  for (std::size_t i = 0; i < pixels_.size(); ++i) {
    Mix(pixels_[i], color, strength * ink.pixels()[i] / 255.0);
  }
}

void Photo::Light(const std::function<double(const Point&)>& light) {
  std::size_t i = 0;
  for (int y = 0; y < height_; ++y) {
    for (int x = 0; x < width_; ++x) {
      const double share = light({x + 0.5, y + 0.5});
      for (double& value : pixels_[i]) value *= share;
      ++i;
    }
  }
}

ColorImage Photo::Develop(double noise, Random& random) const {
  ColorImage image{width_, height_, {}};
  image.samples.reserve(pixels_.size() * 3);
  for (const Color& pixel : pixels_) {
    const double grain = noise * random.Normal();
    for (const double value : pixel) {
      image.samples.push_back(
          static_cast<std::uint8_t>(std::lround(std::clamp(value + grain, 0.0, 255.0))));
    }
  }
  return image;
}

}  // namespace inkdigit::training
