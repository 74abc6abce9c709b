#include "training/render/coverage.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>

namespace inkdigit::training {
namespace {

constexpr std::uint8_t kFaint = 32;

// Between the middles of the four nearest pixels; beyond the edge lies paper.
double Bilinear(GrayView coverage, double x, double y) {
  const int left = static_cast<int>(std::floor(x));
  const int top = static_cast<int>(std::floor(y));
  const double u = x - left;
  const double v = y - top;
  const auto value = [&coverage](int column, int row) {
    const bool inside = column >= 0 && column < coverage.width && row >= 0 && row < coverage.height;
    return inside ? static_cast<double>(coverage.row(row)[column]) : 0.0;
  };
  return (1 - v) * ((1 - u) * value(left, top) + u * value(left + 1, top)) +
         v * ((1 - u) * value(left, top + 1) + u * value(left + 1, top + 1));
}

}  // namespace

Box InkBox(GrayView coverage) {
  int left = coverage.width;
  int right = -1;
  int top = coverage.height;
  int bottom = -1;
  for (int y = 0; y < coverage.height; ++y) {
    for (int x = 0; x < coverage.width; ++x) {
      if (coverage.row(y)[x] < kFaint) continue;
      left = std::min(left, x);
      right = std::max(right, x);
      top = std::min(top, y);
      bottom = std::max(bottom, y);
    }
  }
  if (right < left) return {};
  return {left, top, right - left + 1, bottom - top + 1};
}

GrayImage Crop(GrayView coverage, Box part, int margin) {
  GrayImage image(part.width + 2 * margin, part.height + 2 * margin);
  for (int y = 0; y < part.height; ++y) {
    std::copy_n(coverage.row(part.y + y) + part.x, part.width, image.row(y + margin) + margin);
  }
  return image;
}

GrayImage WithMargin(const GrayImage& coverage, int margin) {
  return Crop(coverage.view(), {0, 0, coverage.width(), coverage.height()}, margin);
}

GrayImage Resized(GrayView coverage, int width, int height) {
  GrayImage out(width, height);
  const double step_x = static_cast<double>(coverage.width) / width;
  const double step_y = static_cast<double>(coverage.height) / height;
  // So many samples a side that every pixel that is covered counts.
  const int samples_x = std::max(1, static_cast<int>(std::ceil(step_x)));
  const int samples_y = std::max(1, static_cast<int>(std::ceil(step_y)));
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      double sum = 0.0;
      for (int j = 0; j < samples_y; ++j) {
        const double from_y = (y + (j + 0.5) / samples_y) * step_y - 0.5;
        for (int i = 0; i < samples_x; ++i) {
          sum += Bilinear(coverage, (x + (i + 0.5) / samples_x) * step_x - 0.5, from_y);
        }
      }
      out.at(x, y) = static_cast<std::uint8_t>(std::lround(sum / (samples_x * samples_y)));
    }
  }
  return out;
}

GrayImage SmoothUpscale(const GrayImage& coverage, int factor) {
  GrayImage out(coverage.width() * factor, coverage.height() * factor);
  constexpr double kMiddle = 127.5;
  constexpr double kSharpness = 3.0;
  const GrayView from = coverage.view();
  for (int y = 0; y < out.height(); ++y) {
    for (int x = 0; x < out.width(); ++x) {
      // Beyond the middles of the outermost pixels the border repeats.
      const double from_x = std::clamp((x + 0.5) / factor - 0.5, 0.0, coverage.width() - 1.0);
      const double from_y = std::clamp((y + 0.5) / factor - 0.5, 0.0, coverage.height() - 1.0);
      const double mixed = Bilinear(from, from_x, from_y);
      out.at(x, y) = static_cast<std::uint8_t>(
          std::lround(std::clamp(kMiddle + kSharpness * (mixed - kMiddle), 0.0, 255.0)));
    }
  }
  return out;
}

GrayImage Distorted(GrayView coverage, Random& random) {
  constexpr double kLean = 0.18;
  constexpr double kTurn = 0.14;    // radians
  constexpr double kAspect = 0.15;  // log of width to height
  constexpr double kBend = 0.07;    // of the longer side
  constexpr int kNoiseSide = 64;
  constexpr int kGrain = 24;
  const int side = std::max(coverage.width, coverage.height);
  const int margin = std::max(2, side / 4);
  const double lean = kLean * random.Normal();
  const double turn = kTurn * random.Normal();
  const double aspect = std::exp(kAspect * random.Normal());
  const double bend = kBend * side * random.Unit();
  const std::vector<double> noise_x = SmoothNoise(kNoiseSide, kGrain, random);
  const std::vector<double> noise_y = SmoothNoise(kNoiseSide, kGrain, random);

  GrayImage out(coverage.width + 2 * margin, coverage.height + 2 * margin);
  const double cosine = std::cos(turn);
  const double sine = std::sin(turn);
  for (int y = 0; y < out.height(); ++y) {
    for (int x = 0; x < out.width(); ++x) {
      const double u = (x - 0.5 * (out.width() - 1)) * aspect;
      const double v = (y - 0.5 * (out.height() - 1)) / aspect;
      const int noise_row = y * kNoiseSide / out.height();
      const int noise_column = x * kNoiseSide / out.width();
      const auto cell =
          static_cast<std::size_t>(noise_row) * kNoiseSide + static_cast<std::size_t>(noise_column);
      const double from_x = cosine * (u + lean * v) - sine * v + bend * (2.0 * noise_x[cell] - 1.0);
      const double from_y = sine * (u + lean * v) + cosine * v + bend * (2.0 * noise_y[cell] - 1.0);
      out.at(x, y) = static_cast<std::uint8_t>(std::lround(Bilinear(
          coverage, from_x + 0.5 * (coverage.width - 1), from_y + 0.5 * (coverage.height - 1))));
    }
  }
  return out;
}

std::vector<double> SmoothNoise(int side, int grain, Random& random) {
  const int cells = side / grain + 2;
  const auto area = [](int length) {
    return static_cast<std::size_t>(length) * static_cast<std::size_t>(length);
  };
  std::vector<double> lattice(area(cells));
  for (double& value : lattice) value = random.Unit();
  std::vector<double> noise;
  noise.reserve(area(side));
  for (int y = 0; y < side; ++y) {
    for (int x = 0; x < side; ++x) {
      const int cell_x = x / grain;
      const int cell_y = y / grain;
      const double u = static_cast<double>(x % grain) / grain;
      const double v = static_cast<double>(y % grain) / grain;
      const auto at = [&](int dx, int dy) {
        return lattice[static_cast<std::size_t>(cell_y + dy) * static_cast<std::size_t>(cells) +
                       static_cast<std::size_t>(cell_x + dx)];
      };
      noise.push_back((1 - v) * ((1 - u) * at(0, 0) + u * at(1, 0)) +
                      v * ((1 - u) * at(0, 1) + u * at(1, 1)));
    }
  }
  return noise;
}

}  // namespace inkdigit::training
