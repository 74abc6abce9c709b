#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include "training/figures/corruption_kinds.h"

namespace inkdigit::training {
namespace {

// Knuth's: fine for small means.
int Poisson(double mean, Random& random) {
  const double least = std::exp(-mean);
  int events = 0;
  for (double product = random.Unit(); product > least; product *= random.Unit()) ++events;
  return events;
}

}  // namespace

// Light counted in photons, of which white has three.
Plane ShotNoise(const Plane& digit, Random& random) {
  constexpr double kPhotons = 3.0;
  Plane out = digit;
  for (double& value : out.values()) {
    value = std::min(1.0, Poisson(value * kPhotons, random) / kPhotons);
  }
  return out;
}

// Salt and pepper.
Plane ImpulseNoise(const Plane& digit, Random& random) {
  constexpr double kShare = 0.17;
  Plane out = digit;
  for (double& value : out.values()) {
    if (random.Chance(kShare)) value = random.Chance(0.5) ? 1.0 : 0.0;
  }
  return out;
}

// Blurred, then pixels swapped with neighbours, then blurred again.
Plane GlassBlur(const Plane& digit, Random& random) {
  constexpr double kSigma = 0.7;
  constexpr int kReach = 1;
  constexpr int kRounds = 2;
  Plane out = GaussianBlur(digit, kSigma, Beyond::kNearest);
  for (int round = 0; round < kRounds; ++round) {
    for (int y = digit.height() - kReach; y > kReach; --y) {
      for (int x = digit.width() - kReach; x > kReach; --x) {
        if (random.Chance(0.5)) continue;
        const int other_x = x - kReach + random.Below(2 * kReach);
        const int other_y = y - kReach + random.Below(2 * kReach);
        std::swap(out.at(x, y), out.at(other_x, other_y));
      }
    }
  }
  return GaussianBlur(out, kSigma, Beyond::kNearest);
}

// As ImageMagick's: half a Gaussian drawn out to one side, the edge's pixels going on beyond it.
Plane MotionBlur(const Plane& digit, Random& random) {
  constexpr int kRadius = 10;
  constexpr int kTaps = 2 * kRadius + 1;
  constexpr double kSigma = 3.0;
  constexpr double kMostDegrees = 45.0;
  const double angle = random.Uniform(-kMostDegrees, kMostDegrees) * std::numbers::pi / 180.0;
  Plane out(digit.width(), digit.height());
  double sum = 0.0;
  for (int i = 0; i < kTaps; ++i) {
    const double weight = std::exp(-0.5 * i * i / (kSigma * kSigma));
    sum += weight;
    const int shift_x = static_cast<int>(std::ceil(i * std::cos(angle) - 0.5));
    const int shift_y = static_cast<int>(std::ceil(i * std::sin(angle) - 0.5));
    for (int y = 0; y < digit.height(); ++y) {
      for (int x = 0; x < digit.width(); ++x) {
        out.at(x, y) += weight * digit.at(std::clamp(x + shift_x, 0, digit.width() - 1),
                                          std::clamp(y + shift_y, 0, digit.height() - 1));
      }
    }
  }
  for (double& value : out.values()) value /= sum;
  return out;
}

// Drops of mud, dark grey, that cover the ink.
Plane Spatter(const Plane& digit, Random& random) {
  constexpr double kMean = 0.65;
  constexpr double kDeviation = 0.3;
  constexpr double kLiquidSigma = 1.0;
  constexpr double kLevel = 0.65;
  constexpr double kDropSigma = 1.5;
  constexpr double kLeastCover = 0.8;
  constexpr double kMud = 63.0 / 255.0;
  Plane liquid(digit.width(), digit.height());
  for (double& value : liquid.values()) value = kMean + kDeviation * random.Normal();
  liquid = GaussianBlur(liquid, kLiquidSigma, Beyond::kNearest);
  for (double& value : liquid.values()) value = value > kLevel ? 1.0 : 0.0;
  const Plane drops = GaussianBlur(liquid, kDropSigma, Beyond::kNearest);
  Plane out = digit;
  for (std::size_t i = 0; i < out.values().size(); ++i) {
    const double cover = drops.values()[i] < kLeastCover ? 0.0 : drops.values()[i];
    out.values()[i] = out.values()[i] * (1.0 - cover) + kMud * cover;
  }
  return out;
}

}  // namespace inkdigit::training
