#include "inkdigit/normalize.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <vector>

namespace inkdigit {
namespace {

constexpr int kFittedSide = 20;

// MNIST's convention, measured on its training tiles: the centre of mass, with pixel centres at
// whole coordinates, rounds to 14 on both axes in 59,998 of 60,000 tiles (with 13.5, the tile's
// geometrical middle, in a quarter).
constexpr double kMassCentre = 14.0;

// Where a stroke is much thinner than a tile pixel, area averaging leaves it faint in proportion to
// its width, and the pen would decide what the network sees. So the tile's contrast is raised,
// never lowered, until a tenth of the inked pixels reach this level. Every MNIST training tile is
// above it already (lowest: 206) and stays as it is. A tenth, not the strongest pixel, because a
// single blot where strokes cross says nothing about the stroke.
constexpr double kStrokeLevel = 200.0;
constexpr double kStrokeShare = 0.1;

// How one output coordinate is made of input coordinates: sum of weights[i] * input[first + i].
struct Tap {
  int first = 0;
  std::vector<double> weights;
};

// Output pixel i covers [i / scale, (i + 1) / scale) of the input; what lies beyond the input
// counts as paper.
std::vector<Tap> AreaTaps(int input_size, int output_size, double scale) {
  std::vector<Tap> taps(static_cast<std::size_t>(output_size));
  for (int i = 0; i < output_size; ++i) {
    const double begin = i / scale;
    const double end = (i + 1) / scale;
    Tap& tap = taps[static_cast<std::size_t>(i)];
    tap.first = std::min(static_cast<int>(begin), input_size - 1);
    for (int x = tap.first; x < input_size && x < end; ++x) {
      const double covered = std::min<double>(x + 1, end) - std::max<double>(x, begin);
      tap.weights.push_back(std::max(covered, 0.0) * scale);
    }
  }
  return taps;
}

// The output pixel's middle, between the middles of the two nearest input pixels; beyond the input
// lies paper.
std::vector<Tap> BilinearTaps(int input_size, int output_size, double scale) {
  std::vector<Tap> taps(static_cast<std::size_t>(output_size));
  for (int i = 0; i < output_size; ++i) {
    const double middle = (i + 0.5) / scale - 0.5;
    const int left = static_cast<int>(std::floor(middle));
    const double right_share = middle - left;
    Tap& tap = taps[static_cast<std::size_t>(i)];
    tap.first = std::clamp(left, 0, input_size - 1);
    if (left >= 0 && left < input_size) tap.weights.push_back(1.0 - right_share);
    if (left + 1 >= 0 && left + 1 < input_size) tap.weights.push_back(right_share);
  }
  return taps;
}

// [row][col] of at most kFittedSide pixels a side.
struct Fitted {
  int width = 0;
  int height = 0;
  std::vector<double> pixels;

  [[nodiscard]] double& at(int x, int y) {
    return pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                  static_cast<std::size_t>(x)];
  }
  [[nodiscard]] double at(int x, int y) const {
    return pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                  static_cast<std::size_t>(x)];
  }
};

// One scale for both axes, so that the aspect is kept exactly: the shorter side may end inside a
// pixel.
Fitted FitToBox(const GrayImage& ink) {
  const double scale = static_cast<double>(kFittedSide) / std::max(ink.width(), ink.height());
  const auto fitted_size = [scale](int size) {
    // The subtraction absorbs rounding in `scale`, which would otherwise add an empty pixel.
    return std::clamp(static_cast<int>(std::ceil(size * scale - 1e-6)), 1, kFittedSide);
  };
  Fitted fitted;
  fitted.width = fitted_size(ink.width());
  fitted.height = fitted_size(ink.height());
  fitted.pixels.assign(
      static_cast<std::size_t>(fitted.width) * static_cast<std::size_t>(fitted.height), 0.0);

  const auto make_taps = scale <= 1.0 ? AreaTaps : BilinearTaps;
  const std::vector<Tap> columns = make_taps(ink.width(), fitted.width, scale);
  const std::vector<Tap> rows = make_taps(ink.height(), fitted.height, scale);

  std::vector<double> narrow_row(static_cast<std::size_t>(fitted.width));
  for (int y = 0; y < fitted.height; ++y) {
    const Tap& row_tap = rows[static_cast<std::size_t>(y)];
    for (std::size_t i = 0; i < row_tap.weights.size(); ++i) {
      const std::uint8_t* source = ink.row(row_tap.first + static_cast<int>(i));
      for (int x = 0; x < fitted.width; ++x) {
        const Tap& tap = columns[static_cast<std::size_t>(x)];
        double sum = 0.0;
        for (std::size_t j = 0; j < tap.weights.size(); ++j) {
          sum += tap.weights[j] * source[static_cast<std::size_t>(tap.first) + j];
        }
        fitted.at(x, y) += row_tap.weights[i] * sum;
      }
    }
  }
  return fitted;
}

void RaiseContrast(Fitted& fitted) {
  std::vector<double> inked;
  for (const double value : fitted.pixels) {
    if (value >= 0.5) inked.push_back(value);
  }
  if (inked.empty()) inked = fitted.pixels;  // hair-thin: all of it is fainter than one level
  const auto nth =
      inked.begin() + static_cast<std::ptrdiff_t>(kStrokeShare * static_cast<double>(inked.size()));
  std::nth_element(inked.begin(), nth, inked.end(), std::greater<>());
  if (*nth <= 0.0 || *nth >= kStrokeLevel) return;
  const double gain = kStrokeLevel / *nth;
  for (double& value : fitted.pixels) value = std::min(value * gain, 255.0);
}

// How far to move one axis so that `centre` comes to the middle, yet no ink leaves the tile.
int ShiftToMiddle(double centre, int size) {
  constexpr double kTie =
      1e-4;  // an even shape lies between two places: rounding must not toss between them
  const int shift = static_cast<int>(std::floor(kMassCentre - centre + 0.5 - kTie));
  return std::clamp(shift, 0, kTileSide - size);
}

}  // namespace

Tile28 Normalize(const Glyph& glyph) {
  Tile28 tile;
  if (glyph.ink.empty()) return tile;
  Fitted fitted = FitToBox(glyph.ink);

  double mass = 0.0;
  double moment_x = 0.0;
  double moment_y = 0.0;
  for (int y = 0; y < fitted.height; ++y) {
    for (int x = 0; x < fitted.width; ++x) {
      mass += fitted.at(x, y);
      moment_x += fitted.at(x, y) * x;
      moment_y += fitted.at(x, y) * y;
    }
  }
  if (mass <= 0.0) return tile;

  RaiseContrast(fitted);
  const int left = ShiftToMiddle(moment_x / mass, fitted.width);
  const int top = ShiftToMiddle(moment_y / mass, fitted.height);
  for (int y = 0; y < fitted.height; ++y) {
    for (int x = 0; x < fitted.width; ++x) {
      tile.pixels[static_cast<std::size_t>(top + y) * kTileSide +
                  static_cast<std::size_t>(left + x)] =
          static_cast<std::uint8_t>(std::lround(fitted.at(x, y)));
    }
  }
  return tile;
}

}  // namespace inkdigit
