#include "core/ink/resample.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <vector>

namespace inkdigit {
namespace {

// The most extreme value of a window of 2 * radius + 1 rows and columns, which is cut at the
// plane's edge. Three windows that touch make one three times as long, so wide windows take few
// passes.
template <typename Pick>
FloatPlane LocalExtreme(FloatPlane plane, int radius, Pick pick) {
  const int width = plane.width();
  const int height = plane.height();
  FloatPlane wider(width, height);
  for (int reached = 0; reached < radius;) {
    const int step = std::min(2 * reached + 1, radius - reached);
    for (int y = 0; y < height; ++y) {
      for (int x = 0; x < width; ++x) {
        wider.at(x, y) = pick(plane.at(x, y), pick(plane.at(std::max(0, x - step), y),
                                                   plane.at(std::min(width - 1, x + step), y)));
      }
    }
    for (int y = 0; y < height; ++y) {
      const int up = std::max(0, y - step);
      const int down = std::min(height - 1, y + step);
      for (int x = 0; x < width; ++x) {
        plane.at(x, y) = pick(wider.at(x, y), pick(wider.at(x, up), wider.at(x, down)));
      }
    }
    reached += step;
  }
  return plane;
}

}  // namespace

GrayImage ReduceByAveraging(GrayView picture, int factor) {
  const int width = (picture.width + factor - 1) / factor;
  const int height = (picture.height + factor - 1) / factor;
  GrayImage reduced(width, height);
  if (factor == 1) {
    for (int y = 0; y < height; ++y) std::copy_n(picture.row(y), width, reduced.row(y));
    return reduced;
  }
  std::vector<std::uint32_t> columns(static_cast<std::size_t>(picture.width));
  for (int y = 0; y < height; ++y) {
    std::fill(columns.begin(), columns.end(), 0U);
    const int y_end = std::min((y + 1) * factor, picture.height);
    for (int v = y * factor; v < y_end; ++v) {
      const std::uint8_t* row = picture.row(v);
      for (std::size_t u = 0; u < columns.size(); ++u) columns[u] += row[u];
    }
    for (int x = 0; x < width; ++x) {
      const int x_end = std::min((x + 1) * factor, picture.width);
      const auto begin = columns.cbegin() + static_cast<std::ptrdiff_t>(x) * factor;
      const std::uint32_t sum = std::accumulate(begin, columns.cbegin() + x_end, 0U);
      const auto count = static_cast<std::uint32_t>((x_end - x * factor) * (y_end - y * factor));
      reduced.at(x, y) = static_cast<std::uint8_t>((sum + count / 2) / count);
    }
  }
  return reduced;
}

FloatPlane Smooth(const GrayImage& gray) {
  const int width = gray.width();
  const int height = gray.height();
  FloatPlane across(width, height);
  for (int y = 0; y < height; ++y) {
    const std::uint8_t* row = gray.row(y);
    for (int x = 0; x < width; ++x) {
      const int left = std::max(x - 1, 0);
      const int right = std::min(x + 1, width - 1);
      across.at(x, y) = static_cast<float>(row[left] + 2 * row[x] + row[right]) / 4.0F;
    }
  }
  FloatPlane smooth(width, height);
  for (int y = 0; y < height; ++y) {
    const int up = std::max(y - 1, 0);
    const int down = std::min(y + 1, height - 1);
    for (int x = 0; x < width; ++x) {
      smooth.at(x, y) = (across.at(x, up) + 2.0F * across.at(x, y) + across.at(x, down)) / 4.0F;
    }
  }
  return smooth;
}

Mask Dilate(const Mask& mask, int radius) {
  const int width = mask.width();
  const int height = mask.height();
  // Steps since the last set pixel, counted in both directions; first along the rows, then along
  // the columns.
  Mask across(width, height);
  for (int y = 0; y < height; ++y) {
    int steps = radius + 1;
    for (int x = 0; x < width; ++x) {
      steps = mask.at(x, y) != 0 ? 0 : steps + 1;
      across.at(x, y) = steps <= radius ? 1 : 0;
    }
    steps = radius + 1;
    for (int x = width - 1; x >= 0; --x) {
      steps = mask.at(x, y) != 0 ? 0 : steps + 1;
      if (steps <= radius) across.at(x, y) = 1;
    }
  }
  Mask dilated(width, height);
  std::vector<int> column_steps(static_cast<std::size_t>(width), radius + 1);
  const auto visit_row = [&](int y) {
    for (int x = 0; x < width; ++x) {
      int& steps = column_steps[static_cast<std::size_t>(x)];
      steps = across.at(x, y) != 0 ? 0 : steps + 1;
      if (steps <= radius) dilated.at(x, y) = 1;
    }
  };
  for (int y = 0; y < height; ++y) visit_row(y);
  std::fill(column_steps.begin(), column_steps.end(), radius + 1);
  for (int y = height - 1; y >= 0; --y) visit_row(y);
  return dilated;
}

FloatPlane LocalMaximum(const FloatPlane& plane, int radius) {
  return LocalExtreme(plane, radius, [](float a, float b) { return a > b ? a : b; });
}

FloatPlane LocalMinimum(const FloatPlane& plane, int radius) {
  return LocalExtreme(plane, radius, [](float a, float b) { return a < b ? a : b; });
}

float SampleReduced(const FloatPlane& reduced, int factor, int x, int y) {
  const float u = (static_cast<float>(x) + 0.5F) / static_cast<float>(factor) - 0.5F;
  const float v = (static_cast<float>(y) + 0.5F) / static_cast<float>(factor) - 0.5F;
  const int left = std::clamp(static_cast<int>(std::floor(u)), 0, reduced.width() - 1);
  const int top = std::clamp(static_cast<int>(std::floor(v)), 0, reduced.height() - 1);
  const int right = std::min(left + 1, reduced.width() - 1);
  const int bottom = std::min(top + 1, reduced.height() - 1);
  const float right_share = std::clamp(u - static_cast<float>(left), 0.0F, 1.0F);
  const float bottom_share = std::clamp(v - static_cast<float>(top), 0.0F, 1.0F);
  const float upper =
      reduced.at(left, top) + right_share * (reduced.at(right, top) - reduced.at(left, top));
  const float lower = reduced.at(left, bottom) +
                      right_share * (reduced.at(right, bottom) - reduced.at(left, bottom));
  return upper + bottom_share * (lower - upper);
}

}  // namespace inkdigit
