#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>

#include "core/ink/choose_ink.h"
#include "core/ink/components.h"
#include "core/ink/ink_map.h"
#include "core/ink/ink_map_parts.h"
#include "core/ink/shading.h"

namespace inkdigit {
namespace {

constexpr double kLeastContrast = 16.0;  // between the classes' means, in grey levels
// How far apart the classes are against their own spread. Two halves of a normal distribution,
// which is noise, have 1.6 / 0.6 = 2.65; strokes on paper have far more.
constexpr double kLeastSeparation = 3.5;

// The threshold t of Otsu's method: values < t are one class, values >= t the other.
int OtsuThreshold(const std::array<int, 256>& counts) {
  double total = 0;
  double moment = 0;
  for (std::size_t v = 0; v < counts.size(); ++v) {
    total += counts[v];
    moment += static_cast<double>(v) * counts[v];
  }
  double below = 0;
  double below_moment = 0;
  double best_variance = -1;
  int best = 0;
  for (std::size_t t = 1; t < counts.size(); ++t) {
    below += counts[t - 1];
    below_moment += static_cast<double>(t - 1) * counts[t - 1];
    if (below == 0 || below == total) continue;
    const double difference = below_moment / below - (moment - below_moment) / (total - below);
    const double variance = below * (total - below) * difference * difference;
    if (variance > best_variance) {
      best_variance = variance;
      best = static_cast<int>(t);
    }
  }
  return best;
}

struct ClassStatistics {
  double count = 0;
  double mean = 0;
  double deviation = 0;
  double ring = 0;  // pixels near the border
};

ClassStatistics Measure(const GrayLevels& levels, int begin, int end) {
  ClassStatistics result;
  double moment = 0;
  double square = 0;
  for (int v = begin; v < end; ++v) {
    const auto i = static_cast<std::size_t>(v);
    result.count += levels.all[i];
    result.ring += levels.ring[i];
    moment += static_cast<double>(v) * levels.all[i];
    square += static_cast<double>(v) * v * levels.all[i];
  }
  if (result.count == 0) return result;
  result.mean = moment / result.count;
  result.deviation = std::sqrt(std::max(0.0, square / result.count - result.mean * result.mean));
  return result;
}

// Two classes of grey, and how well they are told apart.
struct Classes {
  ClassStatistics dark;
  ClassStatistics light;
  double contrast = 0.0;    // between their means
  double separation = 0.0;  // the contrast, in their own spreads; 0 where there is one class only
};

Classes SplitInTwo(const GrayImage& gray) {
  const GrayLevels levels = CountGrayLevels(gray);
  const int threshold = OtsuThreshold(levels.all);
  Classes classes{Measure(levels, 0, threshold), Measure(levels, threshold, 256)};
  const ClassStatistics& dark = classes.dark;
  const ClassStatistics& light = classes.light;
  if (dark.count == 0 || light.count == 0) return classes;
  constexpr double kLeastSpread = 0.5;  // grey levels: rounding
  const double spread = std::sqrt((dark.deviation * dark.deviation * dark.count +
                                   light.deviation * light.deviation * light.count) /
                                  (dark.count + light.count));
  classes.contrast = light.mean - dark.mean;
  classes.separation = classes.contrast / std::max(spread, kLeastSpread);
  return classes;
}

InkMap ExtractByClasses(const GrayImage& gray, const Classes& classes) {
  InkMap map;
  map.amount = GrayImage(gray.width(), gray.height());
  const auto& [dark, light, contrast, separation] = classes;
  if (contrast < kLeastContrast || separation < kLeastSeparation) return map;

  const double area = dark.count + light.count;
  const double ring = dark.ring + light.ring;
  map.light_on_dark = dark.count / area + dark.ring / ring > light.count / area + light.ring / ring;
  const ClassStatistics& paper = map.light_on_dark ? dark : light;
  const double floor = std::max(2.5 * paper.deviation, 0.1 * contrast);
  Mask mask(gray.width(), gray.height());
  FloatPlane strength(gray.width(), gray.height());
  for (std::size_t i = 0; i < mask.size(); ++i) {
    const double difference =
        map.light_on_dark ? gray.pixels()[i] - paper.mean : paper.mean - gray.pixels()[i];
    strength[i] = static_cast<float>(std::clamp(difference / contrast, 0.0, 1.0));
    mask[i] = difference > floor ? 1 : 0;
  }
  const Components components = FindComponents(mask, strength);
  const InkChoice choice = ChooseInk(components, Shown::kCanvas);
  map.only_margin = choice.only_margin;
  for (std::size_t i = 0; i < mask.size(); ++i) {
    const int label = components.labels[i];
    if (label == 0 || !choice.is_ink[static_cast<std::size_t>(label - 1)]) continue;
    map.amount.pixels()[i] = static_cast<std::uint8_t>(std::lround(255.0F * strength[i]));
    map.mass += map.amount.pixels()[i];
  }
  map.bounds = BoundsOf(map.amount);
  return map;
}

}  // namespace

InkMap ExtractByTwoClasses(const GrayImage& gray) {
  const Classes classes = SplitInTwo(gray);
  const GrayImage even = InEvenLight(gray);
  const Classes in_even_light = SplitInTwo(even);
  // Light that falls off smears the classes; without any the surface is flat, or follows ink.
  constexpr double kClearlyBetter = 1.1;
  if (in_even_light.separation > kClearlyBetter * classes.separation) {
    return ExtractByClasses(even, in_even_light);
  }
  return ExtractByClasses(gray, classes);
}

}  // namespace inkdigit
