#include "core/ink/edges.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include "core/ink/resample.h"

namespace inkdigit {
namespace {

// Of the strongest edges' gradient. Pressed and faint parts of one stroke differ by less; ruled
// paper and soft shadows stay below.
constexpr float kEdgeShare = 0.35F;
constexpr double kStrongestRank = 0.998;
// Noise gives Rayleigh-distributed magnitudes: 0.76 s at the lower quartile (which strokes do not
// reach), 5.3 s in one pixel of a million.
constexpr double kNoiseRank = 0.25;
constexpr float kAboveNoise = 7.0F;
constexpr float kLeastGradient = 0.7F;  // on the logarithmic scale, per pixel; below is rounding
constexpr std::size_t kFewestEdges = 12;

float Rank(std::vector<float>& values, double rank) {
  const auto nth =
      values.begin() + static_cast<std::ptrdiff_t>(rank * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), nth, values.end());
  return *nth;
}

// Steps from (x, y) along (dx, dy) to the first edge that faces the other way; 0 where there is
// none.
int StepsToOppositeEdge(const Gradient& gradient, const Mask& edges, int x, int y, float dx,
                        float dy, int most) {
  const float gx = gradient.x.at(x, y);
  const float gy = gradient.y.at(x, y);
  for (int step = 1; step <= most; ++step) {
    const int u =
        static_cast<int>(std::lround(static_cast<float>(x) + dx * static_cast<float>(step)));
    const int v =
        static_cast<int>(std::lround(static_cast<float>(y) + dy * static_cast<float>(step)));
    if (u < 0 || v < 0 || u >= edges.width() || v >= edges.height()) return 0;
    if (edges.at(u, v) == 0) continue;
    const float along = gx * gradient.x.at(u, v) + gy * gradient.y.at(u, v);
    if (along < -0.3F * gradient.magnitude.at(x, y) * gradient.magnitude.at(u, v)) return step;
  }
  return 0;
}

// Of the change within kFar pixels, the part within kNear is 0.4 on an even slope, 0.7 where a step
// is blurred by two pixels' standard deviation, and 1 at a sharp step. A step must be this much
// above a slope.
constexpr int kNear = 2;
constexpr int kFar = 5;
constexpr float kSteeper = 0.15F;

// That part on an even slope, at one coordinate of a line of `size` pixels: its ends cut the two
// windows differently.
float SlopeShare(int position, int size) {
  const auto span = [&](int reach) {
    return std::min(position + reach, size - 1) - std::max(position - reach, 0);
  };
  return static_cast<float>(span(kNear)) / static_cast<float>(std::max(1, span(kFar)));
}

}  // namespace

Gradient ComputeGradient(const FloatPlane& gray) {
  const int width = gray.width();
  const int height = gray.height();
  Gradient gradient{FloatPlane(width, height), FloatPlane(width, height),
                    FloatPlane(width, height)};
  for (int y = 0; y < height; ++y) {
    const int up = std::max(y - 1, 0);
    const int down = std::min(y + 1, height - 1);
    for (int x = 0; x < width; ++x) {
      const int left = std::max(x - 1, 0);
      const int right = std::min(x + 1, width - 1);
      const float gx = (gray.at(right, y) - gray.at(left, y)) / 2.0F;
      const float gy = (gray.at(x, down) - gray.at(x, up)) / 2.0F;
      gradient.x.at(x, y) = gx;
      gradient.y.at(x, y) = gy;
      gradient.magnitude.at(x, y) = std::sqrt(gx * gx + gy * gy);
    }
  }
  return gradient;
}

FloatPlane LogarithmicGray(const FloatPlane& gray) {
  constexpr float kDarkest =
      16.0F;  // grey levels; keeps noise in black from counting as much as ink
  constexpr float kScale = 100.0F;  // about one unit a grey level near mid-grey
  FloatPlane logarithmic(gray.width(), gray.height());
  for (std::size_t i = 0; i < gray.size(); ++i) {
    logarithmic[i] = kScale * std::log1p(gray[i] / kDarkest);
  }
  return logarithmic;
}

Mask FindSteps(const FloatPlane& gray) {
  const FloatPlane near_most = LocalMaximum(gray, kNear);
  const FloatPlane near_least = LocalMinimum(gray, kNear);
  const FloatPlane far_most = LocalMaximum(gray, kFar);
  const FloatPlane far_least = LocalMinimum(gray, kFar);
  Mask steps(gray.width(), gray.height());
  for (int y = 0; y < steps.height(); ++y) {
    for (int x = 0; x < steps.width(); ++x) {
      const float near_change = near_most.at(x, y) - near_least.at(x, y);
      const float far_change = far_most.at(x, y) - far_least.at(x, y);
      const float slope_share =
          std::max(SlopeShare(x, steps.width()), SlopeShare(y, steps.height()));
      steps.at(x, y) = near_change >= (slope_share + kSteeper) * far_change ? 1 : 0;
    }
  }
  return steps;
}

Mask FindEdges(const Gradient& gradient, const Mask& candidates) {
  Mask edges(candidates.width(), candidates.height());
  std::vector<float> magnitudes;
  magnitudes.reserve(candidates.size());
  std::vector<float> all = gradient.magnitude.values();
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    if (candidates[i] != 0) magnitudes.push_back(gradient.magnitude[i]);
  }
  if (magnitudes.size() < kFewestEdges) return edges;
  const float noise = std::max(kLeastGradient, kAboveNoise * Rank(all, kNoiseRank));
  // The rank is one among all pixels, however few of them are candidates.
  const double strongest = 1.0 - (1.0 - kStrongestRank) * static_cast<double>(candidates.size()) /
                                     static_cast<double>(magnitudes.size());
  const float least = std::max(noise, kEdgeShare * Rank(magnitudes, std::max(0.5, strongest)));
  std::size_t count = 0;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    edges[i] = candidates[i] != 0 && gradient.magnitude[i] >= least ? 1 : 0;
    count += edges[i];
  }
  if (count < kFewestEdges) std::fill(edges.values().begin(), edges.values().end(), 0);
  return edges;
}

bool StrokesAreLight(const Gradient& gradient, const Mask& edges, double light_border) {
  constexpr std::size_t kMostRays = 8000;
  std::vector<std::size_t> sources;
  for (std::size_t i = 0; i < edges.size(); ++i) {
    if (edges[i] != 0) sources.push_back(i);
  }
  const std::size_t stride = sources.size() / kMostRays + 1;
  const int most = std::max(edges.width(), edges.height()) / 2;
  double dark = 0;
  double light = 0;
  for (std::size_t s = 0; s < sources.size(); s += stride) {
    const int x = static_cast<int>(sources[s] % static_cast<std::size_t>(edges.width()));
    const int y = static_cast<int>(sources[s] / static_cast<std::size_t>(edges.width()));
    const float dx = gradient.x.at(x, y) / gradient.magnitude.at(x, y);
    const float dy = gradient.y.at(x, y) / gradient.magnitude.at(x, y);
    const int dark_steps = StepsToOppositeEdge(gradient, edges, x, y, -dx, -dy, most);
    const int light_steps = StepsToOppositeEdge(gradient, edges, x, y, dx, dy, most);
    if (dark_steps > 0) dark += 1.0 / (1.0 + dark_steps);
    if (light_steps > 0) light += 1.0 / (1.0 + light_steps);
  }
  constexpr double kSurprise = 0.4;  // even a border all of the ink's shade leaves this much belief
  return light * (kSurprise + 1.0 - light_border) > dark * (kSurprise + light_border);
}

}  // namespace inkdigit
