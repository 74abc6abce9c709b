#include <algorithm>

#include "training/figures/corruption_kinds.h"

namespace inkdigit::training {
namespace {

// A cloud by the diamond-square algorithm (Fournier, Fussell and Carpenter, 1982) on a torus of
// kSide pixels: each round fills the middles of squares, then the middles of their edges, with the
// mean of four neighbours and a jolt that gets smaller from round to round. MNIST-C's code scales
// the jolt by its own size, so it falls as the square of `decay`.
class Cloud {
 public:
  Cloud(double decay, Random& random) : map_(kSide, kSide), random_(random) {
    for (int step = kSide; step >= 2; step /= 2) {
      FillMiddles(step);
      FillEdges(step);
      jolt_ /= decay;
    }
    const auto [least, most] = std::minmax_element(map_.values().begin(), map_.values().end());
    least_ = *least;
    range_ = *most - *least;
  }

  // 0 to 1 over the whole map.
  [[nodiscard]] double at(int x, int y) const { return (map_.at(x, y) - least_) / range_; }

 private:
  static constexpr int kSide = 256;

  double& Wrapped(int x, int y) { return map_.at((x + kSide) % kSide, (y + kSide) % kSide); }

  double Jolted(double sum_of_four) {
    return sum_of_four / 4.0 + jolt_ * random_.Uniform(-jolt_, jolt_);
  }

  void FillMiddles(int step) {
    const int half = step / 2;
    for (int y = half; y < kSide; y += step) {
      for (int x = half; x < kSide; x += step) {
        Wrapped(x, y) = Jolted(Wrapped(x - half, y - half) + Wrapped(x + half, y - half) +
                               Wrapped(x - half, y + half) + Wrapped(x + half, y + half));
      }
    }
  }

  void FillEdges(int step) {
    const int half = step / 2;
    for (int y = 0; y < kSide; y += half) {
      // Rows of corners have their gaps between the corners, rows of middles have the corners'
      // columns free.
      for (int x = y % step == 0 ? half : 0; x < kSide; x += step) {
        Wrapped(x, y) = Jolted(Wrapped(x - half, y) + Wrapped(x + half, y) + Wrapped(x, y - half) +
                               Wrapped(x, y + half));
      }
    }
  }

  Plane map_;
  Random& random_;
  double jolt_ = 100.0;
  double least_ = 0.0;
  double range_ = 1.0;
};

}  // namespace

Plane Brighten(const Plane& digit) {
  constexpr double kMore = 0.5;
  Plane out = digit;
  for (double& value : out.values()) value = std::min(1.0, value + kMore);
  return out;
}

// The left and the right quarter inverted.
Plane Stripe(const Plane& digit) {
  Plane out = digit;
  const int quarter = digit.width() / 4;
  for (int y = 0; y < digit.height(); ++y) {
    for (int x = 0; x < digit.width(); ++x) {
      if (x < quarter || x >= digit.width() - quarter) out.at(x, y) = 1.0 - out.at(x, y);
    }
  }
  return out;
}

// A cloud three times as bright as the digit, then both scaled to the digit's range.
Plane Fog(const Plane& digit, Random& random) {
  constexpr double kDensity = 3.0;
  constexpr double kDecay = 1.4;
  const double brightest = *std::max_element(digit.values().begin(), digit.values().end());
  const Cloud cloud(kDecay, random);
  Plane out = digit;
  for (int y = 0; y < out.height(); ++y) {
    for (int x = 0; x < out.width(); ++x) {
      out.at(x, y) =
          (out.at(x, y) + kDensity * cloud.at(x, y)) * brightest / (brightest + kDensity);
    }
  }
  return out;
}

}  // namespace inkdigit::training
