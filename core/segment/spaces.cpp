#include "core/segment/spaces.h"

#include <algorithm>
#include <cstddef>

namespace inkdigit {
namespace {

constexpr double kLeastSpace = 0.7;  // of the digit's height; within numbers up to 0.6 is usual
constexpr double kWider = 2.5;       // than the middle one of the line's gaps
constexpr double kAlone = 1.5;       // of the digit's height, where the line has only one gap

}  // namespace

std::vector<bool> FindSpaces(const std::vector<LineDigit>& digits, double digit_height) {
  std::vector<bool> spaces(digits.size(), false);
  if (digits.size() < 2) return spaces;
  std::vector<double> gaps;
  for (std::size_t i = 1; i < digits.size(); ++i) {
    gaps.push_back(digits[i].box.x - digits[i - 1].box.x - digits[i - 1].box.width);
  }
  std::vector<double> sorted = gaps;
  const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>((sorted.size() - 1) / 2);
  std::nth_element(sorted.begin(), middle, sorted.end());
  const double least = gaps.size() == 1 ? kAlone * digit_height
                                        : std::max(kLeastSpace * digit_height, kWider * *middle);
  for (std::size_t i = 0; i < gaps.size(); ++i) spaces[i + 1] = gaps[i] >= least;
  return spaces;
}

}  // namespace inkdigit
