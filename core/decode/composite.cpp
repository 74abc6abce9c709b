#include "core/decode/composite.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

namespace inkdigit::decode {
namespace {

// The darkest and the lightest luma of what was drawn, as it is without any background.
struct Tones {
  int darkest = 255;
  int lightest = 0;
  bool empty = true;  // nothing was drawn
};

// Tones held by less than a speck don't count: stray pixels should not decide on the background.
Tones DrawnTones(const Layer& layer) {
  constexpr std::uint64_t kOpaque = 255;
  constexpr std::uint64_t kSpeck = 16 * kOpaque;  // a stroke has more than 4x4 pixels
  std::array<std::uint64_t, 256> weights{};       // sum of alpha for each luma
  std::uint64_t drawn = 0;
  for (std::size_t i = 0; i < layer.luma.pixels().size(); ++i) {
    const int alpha = layer.alpha.pixels()[i];
    if (alpha == 0) continue;
    const int luma = (layer.luma.pixels()[i] * 255 + alpha / 2) / alpha;
    weights[static_cast<std::size_t>(std::min(luma, 255))] += static_cast<std::uint64_t>(alpha);
    drawn += static_cast<std::uint64_t>(alpha);
  }
  Tones tones;
  if (drawn == 0) return tones;
  tones.empty = false;
  const std::uint64_t enough = std::min(kSpeck, drawn / 8 + 1);
  std::uint64_t sum = 0;
  for (int luma = 0; luma < 256 && sum < enough; ++luma) {
    sum += weights[static_cast<std::size_t>(luma)];
    tones.darkest = luma;
  }
  sum = 0;
  for (int luma = 255; luma >= 0 && sum < enough; --luma) {
    sum += weights[static_cast<std::size_t>(luma)];
    tones.lightest = luma;
  }
  return tones;
}

// Black only where it shows the drawing at least twice as well: on an opaque card with ink and
// round corners both grounds show the ink, and black corners would look like ink themselves.
bool NeedsBlack(const Layer& layer) {
  const Tones tones = DrawnTones(layer);
  if (tones.empty) return false;
  const int contrast_on_white = 255 - tones.darkest;
  const int contrast_on_black = tones.lightest;
  return contrast_on_black > 2 * contrast_on_white;
}

}  // namespace

GrayImage Composite(Layer layer) {
  // The luma is multiplied by alpha already: over black there is nothing left to do.
  if (layer.alpha.empty() || NeedsBlack(layer)) return std::move(layer.luma);
  for (std::size_t i = 0; i < layer.luma.pixels().size(); ++i) {
    const int over_white = layer.luma.pixels()[i] + 255 - layer.alpha.pixels()[i];
    layer.luma.pixels()[i] = static_cast<std::uint8_t>(std::min(over_white, 255));
  }
  return std::move(layer.luma);
}

}  // namespace inkdigit::decode
