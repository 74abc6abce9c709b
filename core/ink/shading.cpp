#include "core/ink/shading.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace inkdigit {
namespace {

constexpr std::size_t kTerms = 6;  // 1, x, y, x^2, x y, y^2
using Terms = std::array<double, kTerms>;

// Of the pixel's place, -1 to 1 over the picture.
Terms TermsAt(const GrayImage& gray, int x, int y) {
  const double u = (2.0 * x + 1.0) / gray.width() - 1.0;
  const double v = (2.0 * y + 1.0) / gray.height() - 1.0;
  return {1.0, u, v, u * u, u * v, v * v};
}

double Dot(const Terms& a, const Terms& b) {
  double sum = 0.0;
  for (std::size_t i = 0; i < kTerms; ++i) sum += a[i] * b[i];
  return sum;
}

// Sums of least squares.
class Fit {
 public:
  void Add(const Terms& terms, double value) {
    for (std::size_t i = 0; i < kTerms; ++i) {
      for (std::size_t j = 0; j < kTerms; ++j) rows_[i][j] += terms[i] * terms[j];
      rows_[i][kTerms] += terms[i] * value;
    }
  }

  // By Gauss and Jordan; a term that the pixels can't tell from others stays 0, as on a picture one
  // pixel wide.
  [[nodiscard]] Terms Solve() {
    constexpr double kTiny = 1e-6;
    std::array<bool, kTerms> solved{};
    for (std::size_t i = 0; i < kTerms; ++i) {
      if (rows_[i][i] < kTiny) continue;
      solved[i] = true;
      for (std::size_t row = 0; row < kTerms; ++row) {
        if (row == i) continue;
        const double factor = rows_[row][i] / rows_[i][i];
        for (std::size_t j = 0; j <= kTerms; ++j) rows_[row][j] -= factor * rows_[i][j];
      }
    }
    Terms surface{};
    for (std::size_t i = 0; i < kTerms; ++i) {
      if (solved[i]) surface[i] = rows_[i][kTerms] / rows_[i][i];
    }
    return surface;
  }

 private:
  std::array<std::array<double, kTerms + 1>, kTerms> rows_{};
};

double Median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

}  // namespace

GrayImage InEvenLight(const GrayImage& gray) {
  constexpr int kRounds = 6;
  constexpr double kSpread = 2.5 * 1.48;  // deviations, from the median of absolute differences
  constexpr double kRounding = 1.0;       // grey levels
  const int width = gray.width();
  const int height = gray.height();
  std::vector<Terms> terms;
  terms.reserve(gray.pixels().size());
  double mean = 0.0;
  Fit border;
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      terms.push_back(TermsAt(gray, x, y));
      mean += gray.at(x, y);
      const bool is_border = x == 0 || y == 0 || x == width - 1 || y == height - 1;
      if (is_border) border.Add(terms.back(), gray.at(x, y));
    }
  }
  mean /= static_cast<double>(std::max<std::size_t>(terms.size(), 1));

  Terms surface = border.Solve();
  std::vector<double> differences(terms.size());
  for (int round = 0; round < kRounds && !terms.empty(); ++round) {
    for (std::size_t i = 0; i < terms.size(); ++i) {
      differences[i] = std::abs(gray.pixels()[i] - Dot(surface, terms[i]));
    }
    const double most = std::max(kRounding, kSpread * Median(differences));
    Fit paper;
    for (std::size_t i = 0; i < terms.size(); ++i) {
      if (differences[i] <= most) paper.Add(terms[i], gray.pixels()[i]);
    }
    surface = paper.Solve();
  }

  GrayImage even(width, height);
  for (std::size_t i = 0; i < terms.size(); ++i) {
    const double value = mean + gray.pixels()[i] - Dot(surface, terms[i]);
    even.pixels()[i] = static_cast<std::uint8_t>(std::lround(std::clamp(value, 0.0, 255.0)));
  }
  return even;
}

}  // namespace inkdigit
