#include "training/scenes/lights.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <numbers>

namespace inkdigit::training {
namespace {

constexpr double kPi = std::numbers::pi;

}  // namespace

void LightFromOneSide(Shot& shot, double depth) {
  const double angle = shot.Uniform(0, 2 * kPi);
  const double fall = shot.Uniform(0, depth);
  shot.photo.Light([&](const Point& at) {
    const double along = (at.x / shot.photo.width() - 0.5) * std::cos(angle) +
                         (at.y / shot.photo.height() - 0.5) * std::sin(angle);
    return 1.0 - fall * (along + 0.5);
  });
}

void Creases(Shot& shot) {
  const int creases = 3 + shot.random.Below(6);
  for (int i = 0; i < creases; ++i) {
    const double angle = shot.Uniform(0, kPi);
    const Point through = {shot.Uniform(0, shot.photo.width()),
                           shot.Uniform(0, shot.photo.height())};
    const double width = shot.Uniform(4, 30);
    const double reach = shot.side * shot.Uniform(0.05, 0.3);
    const double depth = shot.Uniform(-0.18, 0.18);
    shot.photo.Light([&](const Point& at) {
      const double across =
          (at.x - through.x) * std::cos(angle) + (at.y - through.y) * std::sin(angle);
      return 1.0 + depth * std::tanh(across / width) * std::exp(-std::fabs(across) / reach);
    });
  }
}

void HandShadow(Shot& shot) {
  const double angle = shot.Uniform(0, 2 * kPi);
  const Point middle = {(0.5 + 0.55 * std::cos(angle)) * shot.photo.width(),
                        (0.5 + 0.55 * std::sin(angle)) * shot.photo.height()};
  const double reach_x = shot.Uniform(0.3, 0.6) * shot.photo.width();
  const double reach_y = shot.Uniform(0.3, 0.6) * shot.photo.height();
  const double softness = shot.Uniform(0.02, 0.25);
  const double depth = shot.Uniform(0.2, 0.6);
  shot.photo.Light([&](const Point& at) {
    const double beyond =
        std::hypot((at.x - middle.x) / reach_x, (at.y - middle.y) / reach_y) - 1.0;
    return 1.0 - depth / (1.0 + std::exp(beyond / softness));
  });
}

void Blinds(Shot& shot) {
  const double angle = shot.Uniform(0, kPi);
  const double period = shot.Uniform(0.15, 0.5) * shot.side;
  const double sharpness = shot.Uniform(2, 8);
  const double depth = shot.Uniform(0.15, 0.4);
  shot.photo.Light([&](const Point& at) {
    const double along = (at.x * std::cos(angle) + at.y * std::sin(angle)) / period * 2 * kPi;
    return 1.0 - depth / (1.0 + std::exp(-sharpness * std::sin(along)));
  });
}

}  // namespace inkdigit::training
