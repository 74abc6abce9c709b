#include "core/ink/ink_map_parts.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstring>

#include "core/ink/enclosure.h"
#include "core/ink/four_sided.h"

namespace inkdigit {

namespace {

// Counts levels. A counter that is raised again and again waits for itself each time, so eight
// equal pixels are counted at once (paper comes in long runs), and neighbours have counters of
// their own.
class LevelCounter {
 public:
  void Add(const std::uint8_t* row, int length) {
    constexpr std::uint64_t kEightTimes = 0x0101010101010101;
    int x = 0;
    for (; x + 8 <= length; x += 8) {
      std::uint64_t eight = 0;
      std::memcpy(&eight, row + x, sizeof eight);
      if (eight == row[x] * kEightTimes) {
        counts_[0][row[x]] += 8;
      } else {
        for (int i = 0; i < 8; ++i) ++counts_[static_cast<std::size_t>(i % kWays)][row[x + i]];
      }
    }
    for (; x < length; ++x) ++counts_[0][row[x]];
  }
  [[nodiscard]] std::array<int, 256> Sum() const {
    std::array<int, 256> sum{};
    for (const auto& counts : counts_) {
      for (std::size_t level = 0; level < sum.size(); ++level) sum[level] += counts[level];
    }
    return sum;
  }

 private:
  static constexpr int kWays = 4;
  std::array<std::array<int, 256>, kWays> counts_{};
};

}  // namespace

GrayLevels CountGrayLevels(const GrayImage& gray) {
  LevelCounter all;
  LevelCounter at_border;
  const int width = gray.width();
  const int height = gray.height();
  const int ring = std::max(1, std::min(width, height) / 20);
  for (int y = 0; y < height; ++y) {
    const std::uint8_t* row = gray.row(y);
    all.Add(row, width);
    if (y < ring || y >= height - ring || 2 * ring >= width) {
      at_border.Add(row, width);
    } else {
      at_border.Add(row, ring);
      at_border.Add(row + width - ring, ring);
    }
  }
  return {all.Sum(), at_border.Sum()};
}

Box BoundsOf(const GrayImage& amount) {
  int left = amount.width();
  int right = -1;
  int top = amount.height();
  int bottom = -1;
  for (int y = 0; y < amount.height(); ++y) {
    const std::uint8_t* row = amount.row(y);
    for (int x = 0; x < amount.width(); ++x) {
      if (row[x] == 0) continue;
      left = std::min(left, x);
      right = std::max(right, x);
      top = std::min(top, y);
      bottom = y;
    }
  }
  if (right < 0) return {};
  return {left, top, right - left + 1, bottom - top + 1};
}

namespace {

bool LooksLikePaper(const Components& components, std::size_t index) {
  constexpr double kLeastSide = 0.35;    // of the picture's
  constexpr double kSmallestSide = 0.1;  // likewise, of a sheet that is written on for certain
  constexpr double kSolid = 0.6;         // of its box, less what is written on it
  constexpr double kMostInk = 0.48;  // only bold writing, cut out tightly, covers more of a picture
  const int width = components.window.picture_width;
  const int height = components.window.picture_height;
  const Component& sheet = components.list[index];
  const Box& box = sheet.box;
  const double picture_area = static_cast<double>(width) * height;
  const double box_area = static_cast<double>(box.width) * box.height;
  const bool covers_all = box.width == width && box.height == height;
  if (covers_all || box.width < kSmallestSide * width || box.height < kSmallestSide * height) {
    return false;
  }
  constexpr double kLeastSolid = 0.4;  // likewise kSolid, however the sheet is turned
  if (sheet.area >= kLeastSolid * box_area && IsWrittenSheet(components, index)) return true;
  if (box.width < kLeastSide * width || box.height < kLeastSide * height) return false;
  if (sheet.area >= kMostInk * picture_area && IsFourSided(components, index)) return true;
  if (sheet.area < kSolid * box_area) return false;
  // Straight sides: the box's own border is nearly all of it. Round digits, however bold, leave the
  // corners.
  constexpr double kStraight = 0.9;
  const int label = static_cast<int>(index) + 1;
  int covered = 0;
  for (int x = box.x; x < box.x + box.width; ++x) {
    covered += components.label_at(x, box.y) == label ? 1 : 0;
    covered += components.label_at(x, box.y + box.height - 1) == label ? 1 : 0;
  }
  for (int y = box.y; y < box.y + box.height; ++y) {
    covered += components.label_at(box.x, y) == label ? 1 : 0;
    covered += components.label_at(box.x + box.width - 1, y) == label ? 1 : 0;
  }
  return covered >= kStraight * 2 * (box.width + box.height);
}

}  // namespace

std::optional<Sheet> PerhapsPaper(const Components& components) {
  const auto largest =
      std::max_element(components.list.begin(), components.list.end(),
                       [](const Component& a, const Component& b) { return a.area < b.area; });
  if (largest == components.list.end()) return std::nullopt;
  const auto index = static_cast<std::size_t>(largest - components.list.begin());
  if (!LooksLikePaper(components, index)) return std::nullopt;
  const Box& box = largest->box;
  const Mask outside = OutsideOf(components, index);
  Sheet sheet{box, Mask(box.width, box.height)};
  for (int y = 0; y < box.height; ++y) {
    for (int x = 0; x < box.width; ++x) {
      sheet.inside.at(x, y) = outside.at(x + 1, y + 1) == 0 ? 1 : 0;
    }
  }
  return sheet;
}

}  // namespace inkdigit
