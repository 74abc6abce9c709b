#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <numeric>
#include <utility>

#include "core/hull.h"
#include "core/ink/choose_ink.h"
#include "core/ink/components.h"
#include "core/ink/ink_map.h"
#include "core/ink/ink_map_parts.h"
#include "core/ink/resample.h"

namespace inkdigit {
namespace {

constexpr double kFlatShare = 0.3;  // pixels of exactly the paper's colour
constexpr int kLeastContrast = 10;  // of the strongest ink against the paper, in grey levels
constexpr double kFaint = 0.06;     // of full ink: what compression leaves around strokes
constexpr double kMostFaint =
    0.35;  // faint pixels against others; soft edges alone have fewer (MNIST: at most 0.3)
constexpr double kFaintFloor = 0.1;  // where there are more, everything below this is noise
constexpr int kTileSize = 32;        // data sets' tiles are taken as they are, with a speck or two
constexpr double kMostShading = 0.03;  // of the picture: half-strong pixels far from any strong one

// The colour that both the whole picture and its border have most of.
std::optional<std::uint8_t> FlatColour(const GrayLevels& levels, std::size_t pixels) {
  const double ring = std::accumulate(levels.ring.begin(), levels.ring.end(), 0);
  const auto area = static_cast<double>(pixels);
  std::size_t best = 0;
  double best_score = -1.0;
  for (std::size_t value = 0; value < levels.all.size(); ++value) {
    const double score = levels.all[value] / area + levels.ring[value] / ring;
    if (levels.all[value] >= kFlatShare * area && score > best_score) {
      best = value;
      best_score = score;
    }
  }
  if (best_score < 0.0) return std::nullopt;
  return static_cast<std::uint8_t>(best);
}

// One side of the paper's grey: what is darker than it, or what is lighter. "Level" is the distance
// from it in grey levels, 0 for the paper and the other side.
struct Contrast {
  std::array<std::uint8_t, 256> of_gray{};  // level
  std::array<int, 256> pixels{};            // of each level
  int full = 0;                             // the strongest level
};

Contrast ContrastWith(const std::array<int, 256>& grays, int paper, bool light_on_dark) {
  Contrast contrast;
  for (int gray = 0; gray < 256; ++gray) {
    const auto at = static_cast<std::size_t>(gray);
    const int level = std::max(0, light_on_dark ? gray - paper : paper - gray);
    contrast.of_gray[at] = static_cast<std::uint8_t>(level);
    contrast.pixels[static_cast<std::size_t>(level)] += grays[at];
    if (grays[at] > 0) contrast.full = std::max(contrast.full, level);
  }
  return contrast;
}

// The smallest box that holds every pixel of another grey than the paper's.
Box WrittenBox(const GrayImage& gray, std::uint8_t paper) {
  const int width = gray.width();
  int left = width;
  int right = 0;
  int top = gray.height();
  int bottom = 0;
  // Paper is passed eight pixels at a time.
  const std::uint64_t eight_of_paper = paper * std::uint64_t{0x0101010101010101};
  const auto is_paper = [&](const std::uint8_t* eight) {
    return std::memcmp(eight, &eight_of_paper, sizeof eight_of_paper) == 0;
  };
  for (int y = 0; y < gray.height(); ++y) {
    const std::uint8_t* row = gray.row(y);
    int begin = 0;
    while (begin + 8 <= width && is_paper(row + begin)) begin += 8;
    while (begin < width && row[begin] == paper) ++begin;
    if (begin == width) continue;
    int end = width;
    while (end >= begin + 8 && is_paper(row + end - 8)) end -= 8;
    while (row[end - 1] == paper) --end;
    left = std::min(left, begin);
    right = std::max(right, end);
    top = std::min(top, y);
    bottom = y + 1;
  }
  if (right == 0) return {};
  return {left, top, right - left, bottom - top};
}

// A table of what the levels of a picture become.
template <typename T, typename Function>
std::array<T, 256> ForEachLevel(Function function) {
  std::array<T, 256> table{};
  for (int level = 0; level < 256; ++level) {
    table[static_cast<std::size_t>(level)] = static_cast<T>(function(level));
  }
  return table;
}

// Each pixel of the box through a table of its grey.
Mask LookUp(const GrayImage& gray, const Box& box, const std::array<std::uint8_t, 256>& table) {
  Mask values(box.width, box.height);
  for (int y = 0; y < box.height; ++y) {
    const std::uint8_t* row = gray.row(box.y + y) + box.x;
    unsigned char* out = &values.at(0, y);
    for (int x = 0; x < box.width; ++x) out[x] = table[row[x]];
  }
  return values;
}

// Light that falls off leaves wide areas a little darker than the brightest paper; drawings do not.
bool IsShaded(const GrayImage& gray, const Box& written, const Contrast& contrast) {
  if (contrast.full < kLeastContrast) return false;
  const auto is_strong = [&](int level) { return 2 * level >= contrast.full; };
  const auto is_shade = [&](int level) { return level > kFaint * contrast.full; };
  const double most = kMostShading * static_cast<double>(gray.pixels().size());
  int perhaps = 0;  // wherever they lie
  for (int level = 0; level < 256; ++level) {
    if (!is_strong(level) && is_shade(level)) {
      perhaps += contrast.pixels[static_cast<std::size_t>(level)];
    }
  }
  if (perhaps <= most) return false;
  const Mask strong = LookUp(gray, written, ForEachLevel<std::uint8_t>([&](int value) {
                               return is_strong(contrast.of_gray[static_cast<std::size_t>(value)]);
                             }));
  const Mask shade = LookUp(gray, written, ForEachLevel<std::uint8_t>([&](int value) {
                              return is_shade(contrast.of_gray[static_cast<std::size_t>(value)]);
                            }));
  const Mask near_strong = Dilate(strong, std::max(2, std::max(gray.width(), gray.height()) / 60));
  int shaded = 0;
  for (std::size_t i = 0; i < shade.size(); ++i) {
    shaded += near_strong[i] == 0 && shade[i] != 0 ? 1 : 0;
  }
  return shaded > most;
}

// Contrast below this is noise: 0 where the edges are clean.
int NoiseFloor(const Contrast& contrast) {
  int faint = 0;
  int clear = 0;
  for (int level = 1; level < 256; ++level) {
    (level <= kFaint * contrast.full ? faint : clear) +=
        contrast.pixels[static_cast<std::size_t>(level)];
  }
  const bool is_noisy = static_cast<double>(faint) > kMostFaint * static_cast<double>(clear);
  return is_noisy ? static_cast<int>(std::ceil(kFaintFloor * contrast.full)) : 0;
}

// Single pixels strewn over the picture, which nobody wrote: salt, of salt and pepper.
bool IsSpeckled(const Components& components) {
  constexpr int kSpeckArea = 2;
  constexpr std::ptrdiff_t kManySpecks = 12;
  return std::count_if(components.list.begin(), components.list.end(), [](const Component& part) {
           return part.area <= kSpeckArea;
         }) >= kManySpecks;
}

// The ink of one side, without its pixels yet: those are asked of one side only.
struct Found {
  InkMap map;
  Mask levels;  // of the written box
  Components components;
  InkChoice choice;
  int full = 0;  // the level that is full ink

  [[nodiscard]] bool is_ink(const Run& run) const {
    return choice.is_ink[static_cast<std::size_t>(run.component)];
  }
  [[nodiscard]] const unsigned char* levels_of(const Run& run) const {
    return &levels.at(run.begin - components.window.x, run.y - components.window.y);
  }
  [[nodiscard]] std::array<std::uint8_t, 256> amounts() const {
    return ForEachLevel<std::uint8_t>(
        [this](int level) { return std::min(255, (level * 255 + full / 2) / full); });
  }
};

Found FindOneSide(const GrayImage& gray, const Box& written, const Contrast& contrast,
                  bool light_on_dark) {
  Found found;
  found.map.light_on_dark = light_on_dark;
  if (contrast.full < kLeastContrast) return found;

  const int floor = NoiseFloor(contrast);
  found.levels = LookUp(gray, written, ForEachLevel<std::uint8_t>([&](int value) {
                          const int level = contrast.of_gray[static_cast<std::size_t>(value)];
                          return level > floor ? level : 0;
                        }));
  const auto strength = ForEachLevel<float>(
      [&](int level) { return static_cast<float>(level) / static_cast<float>(contrast.full); });
  found.components =
      FindComponents(found.levels, strength, {written.x, written.y, gray.width(), gray.height()});
  const bool is_tile = std::max(gray.width(), gray.height()) <= kTileSize;
  const bool keeps_specks = is_tile && !IsSpeckled(found.components);
  found.choice = ChooseInk(found.components, keeps_specks ? Shown::kTile : Shown::kCanvas);
  found.map.only_margin = found.choice.only_margin;
  found.map.perhaps_paper = PerhapsPaper(found.components);

  // The margin may be stronger than the ink, so full ink is measured on the ink alone.
  std::array<int, 256> pixels{};
  for (const Run& run : found.components.runs) {
    if (!found.is_ink(run)) continue;
    const unsigned char* levels = found.levels_of(run);
    for (int i = 0; i < run.end - run.begin; ++i) ++pixels[levels[i]];
  }
  for (int level = 0; level < 256; ++level) {
    if (pixels[static_cast<std::size_t>(level)] > 0) found.full = level;
  }
  if (found.full < kLeastContrast) return found;
  if (found.full >= 250) found.full = 255;  // as good as black on white: no value changes
  const std::array<std::uint8_t, 256> amounts = found.amounts();
  for (std::size_t level = 0; level < pixels.size(); ++level) {
    found.map.mass += static_cast<double>(pixels[level]) * amounts[level];
  }
  for (std::size_t i = 0; i < found.components.list.size(); ++i) {
    if (found.choice.is_ink[i]) {
      found.map.bounds = Hull(found.map.bounds, found.components.list[i].box);
    }
  }
  return found;
}

InkMap WithAmounts(Found found, int width, int height) {
  found.map.amount = GrayImage(width, height);
  if (found.map.bounds.empty()) return std::move(found.map);
  const std::array<std::uint8_t, 256> amounts = found.amounts();
  for (const Run& run : found.components.runs) {
    if (!found.is_ink(run)) continue;
    const unsigned char* levels = found.levels_of(run);
    std::uint8_t* out = found.map.amount.row(run.y) + run.begin;
    for (int i = 0; i < run.end - run.begin; ++i) out[i] = amounts[levels[i]];
  }
  return std::move(found.map);
}

}  // namespace

std::optional<InkMap> ExtractFromFlatPaper(const GrayImage& gray) {
  const GrayLevels levels = CountGrayLevels(gray);
  const std::optional<std::uint8_t> paper = FlatColour(levels, gray.pixels().size());
  if (!paper) return std::nullopt;
  const Contrast darker = ContrastWith(levels.all, *paper, false);
  const Contrast lighter = ContrastWith(levels.all, *paper, true);
  const Box written = WrittenBox(gray, *paper);
  if (IsShaded(gray, written, darker) || IsShaded(gray, written, lighter)) return std::nullopt;

  Found dark = FindOneSide(gray, written, darker, false);
  Found light = FindOneSide(gray, written, lighter, true);
  // Both are stretched to full ink, so weigh them by their contrast: compression leaves a faint
  // halo on the other side.
  bool is_dark = dark.map.mass * darker.full >= light.map.mass * lighter.full;
  if (dark.map.only_margin != light.map.only_margin && !dark.map.bounds.empty() &&
      !light.map.bounds.empty()) {
    is_dark = light.map.only_margin;
  }
  return WithAmounts(std::move(is_dark ? dark : light), gray.width(), gray.height());
}

}  // namespace inkdigit
