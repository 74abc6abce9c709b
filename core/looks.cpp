#include "core/looks.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace inkdigit {
namespace {

// Below the first probability of the likeliest class, doubt begins; at the second it is whole.
// Anything from 0.9 to 0.99 for either gives the same errors to two of a hundred.
constexpr float kNoDoubt = 0.95F;
constexpr float kClearDoubt = 0.90F;

constexpr int kFractionBits = 16;
constexpr std::int32_t kOne = 1 << kFractionBits;

constexpr std::int32_t Fixed(double value) { return static_cast<std::int32_t>(value * kOne); }

// Where a pixel comes from: its place from the tile's middle, times `size`, leant and moved.
struct Look {
  std::int32_t size = kOne;
  std::int32_t lean = 0;  // of x, for each pixel down
  std::int32_t x = 0;
  std::int32_t y = 0;
};

constexpr Look Moved(int x, int y) {
  Look look;
  look.x = x * kOne;
  look.y = y * kOne;
  return look;
}
constexpr Look Sized(double times) {
  Look look;
  look.size = Fixed(1.0 / times);
  return look;
}
constexpr Look Leant(double slope) {
  Look look;
  look.lean = Fixed(slope);
  return look;
}

// Chosen on validation tiles with four networks, whose errors together (MNIST, pendigits, not a
// digit, degraded) fell from 79, 189, 440 and 2,254 to 67, 173, 423 and 2,216. Most of that
// comes with the four moves alone, and little more with turned, blurred or twelve looks.
constexpr std::array<Look, kMoreLooks> kLooks = {Moved(1, 0),  Moved(-1, 0), Moved(0, 1),
                                                 Moved(0, -1), Sized(0.88),  Sized(1.12),
                                                 Leant(0.15),  Leant(-0.15)};

// A tile with paper around it, so that a pixel from outside needs no special case.
constexpr int kBorder = 2;
constexpr std::ptrdiff_t kPaddedSide = kTileSide + 2 * kBorder;
using Padded = std::array<std::uint8_t, kPaddedSide * kPaddedSide>;

Padded Pad(const Tile28& tile) {
  Padded padded{};
  const std::uint8_t* from = tile.pixels.data();
  for (std::ptrdiff_t row = kBorder; row < kBorder + kTileSide; ++row) {
    std::copy_n(from, kTileSide, padded.data() + row * kPaddedSide + kBorder);
    from += kTileSide;
  }
  return padded;
}

// A coordinate as a whole pixel of the padded tile and 256ths of the way to the next.
struct Place {
  std::ptrdiff_t pixel;
  int part;
};
Place PlaceOf(std::int32_t coordinate) {
  return {kBorder + std::clamp(coordinate >> kFractionBits, -kBorder, kTileSide),
          (coordinate >> (kFractionBits - 8)) & 255};
}

Tile28 Seen(const Padded& from, const Look& look) {
  constexpr std::int32_t kMiddle = (kTileSide - 1) * kOne / 2;
  Tile28 seen;
  std::uint8_t* to = seen.pixels.data();
  for (int row = 0; row < kTileSide; ++row) {
    // Twice the distance from the middle, which is a whole number.
    const int down = 2 * row - (kTileSide - 1);
    const Place y = PlaceOf(kMiddle + look.y + look.size / 2 * down);
    const std::uint8_t* above = from.data() + y.pixel * kPaddedSide;
    const std::uint8_t* below = above + kPaddedSide;
    for (int column = 0; column < kTileSide; ++column) {
      const int right = 2 * column - (kTileSide - 1);
      const Place x = PlaceOf(kMiddle + look.x + look.size / 2 * right + look.lean / 2 * down);
      const int upper = above[x.pixel] * (256 - x.part) + above[x.pixel + 1] * x.part;
      const int lower = below[x.pixel] * (256 - x.part) + below[x.pixel + 1] * x.part;
      *to++ =
          static_cast<std::uint8_t>((upper * (256 - y.part) + lower * y.part + (1 << 15)) >> 16);
    }
  }
  return seen;
}

}  // namespace

void TakeMoreLooks(const Tile28& tile, std::span<Tile28, kMoreLooks> looks) {
  const Padded padded = Pad(tile);
  for (std::size_t i = 0; i < kMoreLooks; ++i) looks[i] = Seen(padded, kLooks[i]);
}

float Doubt(const Scores& scores) {
  const float sure = *std::max_element(scores.probabilities.begin(), scores.probabilities.end());
  return std::clamp((kNoDoubt - sure) / (kNoDoubt - kClearDoubt), 0.0F, 1.0F);
}

Scores WeighLooks(const Scores& first, std::span<const Scores, kMoreLooks> more, float doubt) {
  Scores weighed;
  for (std::size_t c = 0; c < kClasses; ++c) {
    float sum = first.probabilities[c];
    for (const Scores& look : more) sum += look.probabilities[c];
    const float mean = sum / (kMoreLooks + 1);
    weighed.probabilities[c] = first.probabilities[c] + doubt * (mean - first.probabilities[c]);
  }
  return weighed;
}

}  // namespace inkdigit
