#include "inkdigit/ink.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

namespace inkdigit {
namespace {

constexpr int kLongestSide = 1000;
constexpr int kLeastContrast = 16;

// Mean of reduction x reduction blocks; the last row and column of blocks may be cut by the
// picture's edge.
GrayImage Reduce(GrayView picture, int reduction) {
  const int width = (picture.width + reduction - 1) / reduction;
  const int height = (picture.height + reduction - 1) / reduction;
  GrayImage reduced(width, height);
  for (int y = 0; y < height; ++y) {
    const int y_end = std::min((y + 1) * reduction, picture.height);
    for (int x = 0; x < width; ++x) {
      const int x_end = std::min((x + 1) * reduction, picture.width);
      std::uint32_t sum = 0;
      for (int v = y * reduction; v < y_end; ++v) {
        for (int u = x * reduction; u < x_end; ++u) sum += picture.row(v)[u];
      }
      const auto count =
          static_cast<std::uint32_t>((y_end - y * reduction) * (x_end - x * reduction));
      reduced.at(x, y) = static_cast<std::uint8_t>((sum + count / 2) / count);
    }
  }
  return reduced;
}

int BorderMedian(const GrayImage& gray) {
  const int ring = std::max(1, std::min(gray.width(), gray.height()) / 20);
  std::array<int, 256> histogram{};
  int count = 0;
  for (int y = 0; y < gray.height(); ++y) {
    for (int x = 0; x < gray.width(); ++x) {
      if (x < ring || y < ring || x >= gray.width() - ring || y >= gray.height() - ring) {
        ++histogram[gray.at(x, y)];
        ++count;
      }
    }
  }
  int below = 0;
  int level = 0;
  while (below + histogram[static_cast<std::size_t>(level)] <= count / 2) {
    below += histogram[static_cast<std::size_t>(level++)];
  }
  return level;
}

Box BoundsOf(const GrayImage& amount) {
  int left = amount.width();
  int right = -1;
  int top = amount.height();
  int bottom = -1;
  for (int y = 0; y < amount.height(); ++y) {
    for (int x = 0; x < amount.width(); ++x) {
      if (amount.at(x, y) == 0) continue;
      left = std::min(left, x);
      right = std::max(right, x);
      top = std::min(top, y);
      bottom = std::max(bottom, y);
    }
  }
  if (right < 0) return {};
  return {left, top, right - left + 1, bottom - top + 1};
}

}  // namespace

Ink ExtractInk(GrayView picture) {
  Ink ink;
  if (picture.empty()) return ink;
  const int longer = std::max(picture.width, picture.height);
  ink.reduction = (longer + kLongestSide - 1) / kLongestSide;
  const GrayImage gray = Reduce(picture, ink.reduction);
  ink.amount = GrayImage(gray.width(), gray.height());

  const int paper = BorderMedian(gray);
  std::int64_t darker = 0;
  std::int64_t lighter = 0;
  for (const std::uint8_t value : gray.pixels()) {
    (value < paper ? darker : lighter) += std::abs(value - paper);
  }
  ink.light_on_dark = lighter > darker;

  const auto contrast = [&](std::uint8_t value) {
    return std::max(0, ink.light_on_dark ? value - paper : paper - value);
  };
  int strongest = 0;
  for (const std::uint8_t value : gray.pixels()) strongest = std::max(strongest, contrast(value));
  if (strongest < kLeastContrast) return ink;
  const int full = strongest >= 250 ? 255 : strongest;
  for (std::size_t i = 0; i < gray.pixels().size(); ++i) {
    ink.amount.pixels()[i] =
        static_cast<std::uint8_t>(std::min(255, contrast(gray.pixels()[i]) * 255 / full));
  }
  ink.bounds = BoundsOf(ink.amount);
  return ink;
}

}  // namespace inkdigit
