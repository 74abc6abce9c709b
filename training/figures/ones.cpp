#include "training/figures/ones.h"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace inkdigit::training {
namespace {

constexpr std::uint8_t kInk = 128;

// From the first to the last inked pixel of a row; 0 without ink.
int Breadth(const std::uint8_t* row, int width) {
  const auto inked = [](std::uint8_t pixel) { return pixel >= kInk; };
  const std::uint8_t* first = std::find_if(row, row + width, inked);
  if (first == row + width) return 0;
  const std::uint8_t* last = row + width - 1;
  while (!inked(*last)) --last;
  return static_cast<int>(last - first) + 1;
}

}  // namespace

OneShape ShapeOfOne(GrayView one) {
  constexpr double kNarrowShare = 0.2;
  constexpr double kUpperShare = 0.7;
  constexpr double kLowerShare = 0.25;
  constexpr double kBroaderByHeight = 0.15;

  std::vector<int> breadths;  // from the first to the last row with ink
  breadths.reserve(static_cast<std::size_t>(one.height));
  for (int y = 0; y < one.height; ++y) breadths.push_back(Breadth(one.row(y), one.width));
  while (!breadths.empty() && breadths.back() == 0) breadths.pop_back();
  breadths.erase(breadths.begin(),
                 std::find_if(breadths.begin(), breadths.end(), [](int b) { return b > 0; }));
  if (breadths.empty()) return {};

  const auto height = static_cast<double>(breadths.size());
  std::vector<int> sorted = breadths;
  const auto narrow = sorted.begin() + static_cast<std::ptrdiff_t>(kNarrowShare * (height - 1));
  std::nth_element(sorted.begin(), narrow, sorted.end());
  const double broad = *narrow + kBroaderByHeight * height;
  const auto reaches = [broad](auto begin, auto end) {
    return std::any_of(begin, end, [broad](int breadth) { return breadth >= broad; });
  };
  const auto upper_end = breadths.begin() + static_cast<std::ptrdiff_t>(kUpperShare * height);
  const auto lower_begin = breadths.end() - static_cast<std::ptrdiff_t>(kLowerShare * height);
  return {.flag = reaches(breadths.begin(), upper_end),
          .foot = reaches(lower_begin, breadths.end())};
}

}  // namespace inkdigit::training
