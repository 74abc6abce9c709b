#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>

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
std::optional<std::uint8_t> FlatColour(const GrayImage& gray) {
  const GrayLevels levels = CountGrayLevels(gray);
  const double ring = std::accumulate(levels.ring.begin(), levels.ring.end(), 0);
  const auto area = static_cast<double>(gray.pixels().size());
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

struct Contrast {
  Plane<int> levels;  // grey levels away from the paper towards the ink; 0 where lighter or equal,
                      // or darker
  int full = 0;       // the strongest
};

Contrast ContrastWith(const GrayImage& gray, int paper, bool light_on_dark) {
  Contrast contrast{Plane<int>(gray.width(), gray.height()), 0};
  for (std::size_t i = 0; i < gray.pixels().size(); ++i) {
    const int value = gray.pixels()[i];
    contrast.levels[i] = std::max(0, light_on_dark ? value - paper : paper - value);
    contrast.full = std::max(contrast.full, contrast.levels[i]);
  }
  return contrast;
}

// Light that falls off leaves wide areas a little darker than the brightest paper; drawings do not.
bool IsShaded(const Contrast& contrast) {
  if (contrast.full < kLeastContrast) return false;
  const int width = contrast.levels.width();
  const int height = contrast.levels.height();
  Mask strong(width, height);
  for (std::size_t i = 0; i < strong.size(); ++i) {
    strong[i] = 2 * contrast.levels[i] >= contrast.full ? 1 : 0;
  }
  const Mask near_strong = Dilate(strong, std::max(2, std::max(width, height) / 60));
  std::size_t shaded = 0;
  for (std::size_t i = 0; i < strong.size(); ++i) {
    shaded += near_strong[i] == 0 && contrast.levels[i] > kFaint * contrast.full ? 1U : 0U;
  }
  return static_cast<double>(shaded) > kMostShading * static_cast<double>(strong.size());
}

// Contrast below this is noise: 0 where the edges are clean.
int NoiseFloor(const Contrast& contrast) {
  std::size_t faint = 0;
  std::size_t clear = 0;
  for (const int level : contrast.levels.values()) {
    if (level == 0) continue;
    ++(level <= kFaint * contrast.full ? faint : clear);
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

InkMap ExtractOneSide(const GrayImage& gray, const Contrast& contrast, bool light_on_dark) {
  const int width = gray.width();
  const int height = gray.height();
  InkMap map;
  map.amount = GrayImage(width, height);
  map.light_on_dark = light_on_dark;
  if (contrast.full < kLeastContrast) return map;

  const int floor = NoiseFloor(contrast);
  Mask mask(width, height);
  FloatPlane strength(width, height);
  for (std::size_t i = 0; i < mask.size(); ++i) {
    mask[i] = contrast.levels[i] > floor ? 1 : 0;
    strength[i] = static_cast<float>(contrast.levels[i]) / static_cast<float>(contrast.full);
  }
  const Components components = FindComponents(mask, strength);
  const bool is_tile = std::max(width, height) <= kTileSize;
  const bool keeps_specks = is_tile && !IsSpeckled(components);
  const InkChoice choice = ChooseInk(components, keeps_specks ? Specks::kKeep : Specks::kDrop);
  map.only_margin = choice.only_margin;
  map.perhaps_paper = PerhapsPaper(components);

  // The margin may be stronger than the ink, so full ink is measured on the ink alone.
  const auto is_ink = [&](std::size_t i) {
    const int label = components.labels[i];
    return label > 0 && choice.is_ink[static_cast<std::size_t>(label - 1)];
  };
  int full = 0;
  for (std::size_t i = 0; i < mask.size(); ++i) {
    if (is_ink(i)) full = std::max(full, contrast.levels[i]);
  }
  if (full < kLeastContrast) return map;
  if (full >= 250) full = 255;  // as good as black on white: no value changes
  for (std::size_t i = 0; i < mask.size(); ++i) {
    if (!is_ink(i)) continue;
    const int amount = std::min(255, (contrast.levels[i] * 255 + full / 2) / full);
    map.amount.pixels()[i] = static_cast<std::uint8_t>(amount);
    map.mass += amount;
  }
  map.bounds = BoundsOf(map.amount);
  return map;
}

}  // namespace

std::optional<InkMap> ExtractFromFlatPaper(const GrayImage& gray) {
  const std::optional<std::uint8_t> paper = FlatColour(gray);
  if (!paper) return std::nullopt;
  const Contrast darker = ContrastWith(gray, *paper, false);
  const Contrast lighter = ContrastWith(gray, *paper, true);
  if (IsShaded(darker) || IsShaded(lighter)) return std::nullopt;

  InkMap dark = ExtractOneSide(gray, darker, false);
  InkMap light = ExtractOneSide(gray, lighter, true);
  if (dark.only_margin != light.only_margin && !dark.bounds.empty() && !light.bounds.empty()) {
    return dark.only_margin ? light : dark;
  }
  // Both are stretched to full ink, so weigh them by their contrast: compression leaves a faint
  // halo on the other side.
  return dark.mass * darker.full >= light.mass * lighter.full ? dark : light;
}

}  // namespace inkdigit
