#include <cmath>

#include "training/figures/corruption_kinds.h"

namespace inkdigit::training {
namespace {

// Moves so that the picture's middle stays where it is.
Affine AboutTheMiddle(const Plane& digit, Affine affine) {
  const double x = 0.5 * (digit.width() - 1);
  const double y = 0.5 * (digit.height() - 1);
  affine.dx = x - affine.xx * x - affine.xy * y;
  affine.dy = y - affine.yx * x - affine.yy * y;
  return affine;
}

double RandomSign(Random& random) { return random.Chance(0.5) ? 1.0 : -1.0; }

}  // namespace

// By an angle, not a slope: scikit-image's shear keeps the length of the upright axis.
Plane Shear(const Plane& digit, Random& random) {
  constexpr double kRadians = 0.4;
  const double angle = kRadians * RandomSign(random);
  return Warp(digit, AboutTheMiddle(digit, {.xy = -std::sin(angle), .yy = std::cos(angle)}));
}

// To 0.7 of its size.
Plane Shrink(const Plane& digit) {
  constexpr double kFactor = 0.7;
  return Warp(digit, AboutTheMiddle(digit, {.xx = 1.0 / kFactor, .yy = 1.0 / kFactor}));
}

Plane Rotate(const Plane& digit, Random& random) {
  constexpr double kRadians = 0.4;
  const double angle = kRadians * RandomSign(random);
  return Warp(digit, AboutTheMiddle(digit, {.xx = std::cos(angle),
                                            .xy = -std::sin(angle),
                                            .yx = std::sin(angle),
                                            .yy = std::cos(angle)}));
}

Plane Translate(const Plane& digit, Random& random) {
  constexpr double kPixels = 3.0;
  const double dx = kPixels * RandomSign(random);
  const double dy = kPixels * RandomSign(random);
  return Warp(digit, {.dx = dx, .dy = dy});
}

}  // namespace inkdigit::training
