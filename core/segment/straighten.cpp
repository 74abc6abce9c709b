#include "core/segment/straighten.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>
#include <vector>

#include "core/segment/parts.h"

namespace inkdigit {
namespace {

constexpr double kCoarse = 1.0;  // degrees between the angles that are tried
constexpr double kFine = 0.25;
constexpr std::size_t kMostSamples = 20'000;  // pixels of ink
// A picture is turned only where it gathers the ink clearly better: a few digits have no direction,
// and the network bears some skew better than it bears a wrong turn.
constexpr double kLeastSkew = 3.0;
constexpr double kLeastGain = 1.12;
// Long printed lines tell a small angle surely.
constexpr double kLeastSureSkew = 0.5;
constexpr double kSureGain = 1.6;

struct Sample {
  float x;
  float y;
  float amount;
};

std::vector<Sample> SampleInk(const GrayImage& ink) {
  std::size_t inked = 0;
  for (const std::uint8_t value : ink.pixels()) inked += value > 0 ? 1U : 0U;
  const std::size_t stride = inked / kMostSamples + 1;
  std::vector<Sample> samples;
  samples.reserve(inked / stride + 1);
  std::size_t seen = 0;
  for (int y = 0; y < ink.height(); ++y) {
    for (int x = 0; x < ink.width(); ++x) {
      if (ink.at(x, y) == 0 || seen++ % stride != 0) continue;
      samples.push_back({static_cast<float>(x), static_cast<float>(y),
                         static_cast<float>(ink.at(x, y)) / 255.0F});
    }
  }
  return samples;
}

double Radians(double degrees) { return degrees * std::numbers::pi / 180.0; }

// The sum of squares of the ink in each row of the turned picture; rows are `row_height` high.
double Gathering(const std::vector<Sample>& samples, double degrees, double row_height,
                 std::vector<double>& rows) {
  const auto cosine = static_cast<float>(std::cos(Radians(degrees)) / row_height);
  const auto sine = static_cast<float>(std::sin(Radians(degrees)) / row_height);
  std::fill(rows.begin(), rows.end(), 0.0);
  const auto middle = static_cast<float>(rows.size()) / 2.0F;
  for (const Sample& sample : samples) {
    // Shared between the two nearest rows, so that the sum changes smoothly with the angle.
    const float place = sample.y * cosine - sample.x * sine + middle;
    const float row = std::floor(place);
    const float share = place - row;
    const auto i =
        static_cast<std::size_t>(std::clamp(row, 0.0F, static_cast<float>(rows.size() - 2)));
    rows[i] += (1.0F - share) * sample.amount;
    rows[i + 1] += share * sample.amount;
  }
  double sum = 0.0;
  for (const double row : rows) sum += row * row;
  return sum;
}

}  // namespace

double EstimateSkew(const GrayImage& ink) {
  const double height = UsualHeight(FindParts(ink).list);
  const std::vector<Sample> samples = SampleInk(ink);
  if (samples.empty() || height <= 0.0) return 0.0;
  const double row_height = std::max(1.0, height / 8.0);
  // Room for both signs of the turned rows, from the middle.
  std::vector<double> rows(
      static_cast<std::size_t>(2.0 * (ink.width() + ink.height()) / row_height) + 4);
  const double level = Gathering(samples, 0.0, row_height, rows);
  double best = 0.0;
  double most = level;
  const auto consider = [&](double degrees) {
    const double gathered = Gathering(samples, degrees, row_height, rows);
    if (gathered > most) {
      most = gathered;
      best = degrees;
    }
  };
  for (double degrees = -kMostSkew; degrees <= kMostSkew; degrees += kCoarse) consider(degrees);
  const double coarse = best;
  for (double degrees = coarse - kCoarse; degrees <= coarse + kCoarse; degrees += kFine) {
    consider(std::clamp(degrees, -kMostSkew, kMostSkew));
  }
  const double gain = most / level;
  if (std::fabs(best) >= kLeastSkew && gain >= kLeastGain) return best;
  if (std::fabs(best) >= kLeastSureSkew && gain >= kSureGain) return best;
  return 0.0;
}

Straightened::Straightened(const GrayImage& ink, double degrees)
    : original_width_(ink.width()),
      original_height_(ink.height()),
      cosine_(std::cos(Radians(degrees))),
      sine_(std::sin(Radians(degrees))) {
  if (degrees == 0.0) {
    ink_ = ink;
    return;
  }
  const int width =
      static_cast<int>(std::ceil(original_width_ * cosine_ + original_height_ * std::fabs(sine_)));
  const int height =
      static_cast<int>(std::ceil(original_width_ * std::fabs(sine_) + original_height_ * cosine_));
  ink_ = GrayImage(width, height);
  const auto at = [&ink](int x, int y) {
    const bool inside = x >= 0 && y >= 0 && x < ink.width() && y < ink.height();
    return inside ? static_cast<float>(ink.at(x, y)) : 0.0F;
  };
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const double dx = x - (width - 1) / 2.0;
      const double dy = y - (height - 1) / 2.0;
      const double from_x = cosine_ * dx - sine_ * dy + (original_width_ - 1) / 2.0;
      const double from_y = sine_ * dx + cosine_ * dy + (original_height_ - 1) / 2.0;
      const int left = static_cast<int>(std::floor(from_x));
      const int top = static_cast<int>(std::floor(from_y));
      const auto u = static_cast<float>(from_x - left);
      const auto v = static_cast<float>(from_y - top);
      const float value = (1 - v) * ((1 - u) * at(left, top) + u * at(left + 1, top)) +
                          v * ((1 - u) * at(left, top + 1) + u * at(left + 1, top + 1));
      ink_.at(x, y) = static_cast<std::uint8_t>(std::lround(value));
    }
  }
}

Box Straightened::BoxInOriginal(const GrayImage& shape, int left, int top, int scale) const {
  double x_least = original_width_;
  double x_most = 0.0;
  double y_least = original_height_;
  double y_most = 0.0;
  const auto include = [&](double x, double y) {
    const double dx = x - ink_.width() / 2.0;
    const double dy = y - ink_.height() / 2.0;
    const double from_x = cosine_ * dx - sine_ * dy + original_width_ / 2.0;
    const double from_y = sine_ * dx + cosine_ * dy + original_height_ / 2.0;
    x_least = std::min(x_least, from_x);
    x_most = std::max(x_most, from_x);
    y_least = std::min(y_least, from_y);
    y_most = std::max(y_most, from_y);
  };
  const bool turned = sine_ != 0.0;
  for (int y = 0; y < shape.height(); ++y) {
    const std::uint8_t* row = shape.row(y);
    const auto inked = [](std::uint8_t value) { return value > 0; };
    const std::uint8_t* first = std::find_if(row, row + shape.width(), inked);
    if (first == row + shape.width()) continue;
    const std::uint8_t* last = row + shape.width() - 1;
    while (*last == 0) --last;
    // The middles of turned pixels: their corners would make every box a little too large.
    const double inset = turned ? 0.5 * scale : 0.0;
    const double x_begin = left + static_cast<double>(first - row) * scale + inset;
    const double x_end = left + static_cast<double>(last - row + 1) * scale - inset;
    const double y_begin = top + static_cast<double>(y) * scale + inset;
    const double y_end = top + static_cast<double>(y + 1) * scale - inset;
    include(x_begin, y_begin);
    include(x_begin, y_end);
    include(x_end, y_begin);
    include(x_end, y_end);
  }
  if (x_most < x_least) return {};
  // Rounding in the turn must not add a pixel.
  constexpr double kTiny = 1e-6;
  const int x = std::clamp(static_cast<int>(std::floor(x_least + kTiny)), 0, original_width_ - 1);
  const int y = std::clamp(static_cast<int>(std::floor(y_least + kTiny)), 0, original_height_ - 1);
  const int x_end = std::clamp(static_cast<int>(std::ceil(x_most - kTiny)), x + 1, original_width_);
  const int y_end =
      std::clamp(static_cast<int>(std::ceil(y_most - kTiny)), y + 1, original_height_);
  return {x, y, x_end - x, y_end - y};
}

}  // namespace inkdigit
