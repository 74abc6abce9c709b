#include "core/ink/fill_gaps.h"

#include <algorithm>

#include "core/ink/resample.h"

namespace inkdigit {

FloatPlane FillGaps(const FloatPlane& values, const FloatPlane& weights) {
  const int width = values.width();
  const int height = values.height();
  if (width <= 1 && height <= 1) return values;

  FloatPlane half_values((width + 1) / 2, (height + 1) / 2);
  FloatPlane half_weights(half_values.width(), half_values.height());
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const float weight = weights.at(x, y);
      half_values.at(x / 2, y / 2) += weight * values.at(x, y);
      half_weights.at(x / 2, y / 2) += weight;
    }
  }
  for (std::size_t i = 0; i < half_values.size(); ++i) {
    if (half_weights[i] > 0.0F) half_values[i] /= half_weights[i];
    half_weights[i] = std::min(half_weights[i], 1.0F);
  }

  const FloatPlane coarse = FillGaps(half_values, half_weights);
  FloatPlane filled(width, height);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const float weight = std::min(weights.at(x, y), 1.0F);
      filled.at(x, y) = weight >= 1.0F ? values.at(x, y)
                                       : weight * values.at(x, y) +
                                             (1.0F - weight) * SampleReduced(coarse, 2, x, y);
    }
  }
  return filled;
}

}  // namespace inkdigit
