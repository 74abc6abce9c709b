#include "training/render/page_light.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>

#include "training/render/coverage.h"

namespace inkdigit::training {
namespace {

// Calls change(value, u, v) for each pixel; u and v go from -0.5 to 0.5 over the picture.
template <typename Change>
void ForEachPixel(PageLevels& levels, Change change) {
  std::size_t i = 0;
  for (int y = 0; y < levels.height; ++y) {
    for (int x = 0; x < levels.width; ++x, ++i) {
      change(levels.values[i], static_cast<double>(x) / levels.width - 0.5,
             static_cast<double>(y) / levels.height - 0.5);
    }
  }
}

}  // namespace

void LetLightFallOff(PageLevels& levels, Random& random) {
  const double strength = random.Uniform(0.05, 0.5);
  const double direction = random.Uniform(0.0, 2.0 * std::numbers::pi);
  ForEachPixel(levels, [=](double& value, double u, double v) {
    const double fall = 0.5 + u * std::cos(direction) + v * std::sin(direction);
    value *= 1.0 - strength * std::clamp(fall, 0.0, 1.0);
  });
}

void CastShadow(PageLevels& levels, Random& random) {
  const double shade = random.Uniform(0.1, 0.45);
  const double direction = random.Uniform(0.0, 2.0 * std::numbers::pi);
  const double edge = random.Uniform(-0.3, 0.3);
  const double softness = random.Uniform(0.03, 0.2);
  ForEachPixel(levels, [=](double& value, double u, double v) {
    const double across = u * std::cos(direction) + v * std::sin(direction) - edge;
    value *= 1.0 - shade * std::clamp(0.5 + across / softness, 0.0, 1.0);
  });
}

void AddClouds(PageLevels& levels, double contrast, Random& random) {
  // Of clouds as high as the picture, each layer is half as strong and half as large as the one
  // before.
  constexpr int kSide = 64;
  std::vector<double> clouds(static_cast<std::size_t>(kSide) * kSide, 0.0);
  double strength = 0.5;
  for (int grain = 48; grain >= 6; grain /= 2, strength /= 2) {
    const std::vector<double> layer = SmoothNoise(kSide, grain, random);
    for (std::size_t i = 0; i < clouds.size(); ++i) clouds[i] += strength * layer[i];
  }
  const double most = random.Uniform(0.3, 3.0) * contrast;
  const auto index = [](double place) {
    return static_cast<std::size_t>(std::clamp((place + 0.5) * kSide, 0.0, kSide - 1.0));
  };
  ForEachPixel(levels, [&](double& value, double u, double v) {
    value += most * (clouds[index(v) * kSide + index(u)] - 0.5);
  });
  // Back into the range of a picture, as a camera's exposure does it.
  const auto [least, greatest] = std::minmax_element(levels.values.begin(), levels.values.end());
  const double low = std::min(0.0, *least);
  const double scale = 255.0 / (std::max(255.0, *greatest) - low);
  for (double& value : levels.values) value = std::clamp((value - low) * scale, 0.0, 255.0);
}

void InvertStrips(PageLevels& levels, Random& random) {
  const double left = random.Uniform(0.05, 0.3);
  const double right = random.Chance(0.6) ? random.Uniform(0.05, 0.3) : 0.0;
  const bool upright = random.Chance(0.75);
  const bool turned = random.Chance(0.5);
  ForEachPixel(levels, [=](double& value, double u, double v) {
    const double place = (upright ? u : v) * (turned ? -1.0 : 1.0) + 0.5;
    if (place < left || place >= 1.0 - right) value = 255.0 - value;
  });
}

}  // namespace inkdigit::training
