#include "store/packing.h"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace inkdigit {
namespace {

constexpr std::size_t kTileBytes = std::size_t{kTileSide} * kTileSide;
constexpr std::size_t kWord = 4;
constexpr std::size_t kScoreBytes = kClasses * kWord;
constexpr std::size_t kBoxBytes = 4 * kWord;

void AppendWord(std::string& bytes, std::uint32_t word) {
  for (std::size_t i = 0; i < kWord; ++i) bytes += static_cast<char>(word >> (8 * i) & 0xff);
}

// Takes a word off the front.
std::uint32_t TakeWord(std::string_view& bytes) noexcept {
  std::uint32_t word = 0;
  for (std::size_t i = 0; i < kWord; ++i) {
    word |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[i])) << (8 * i);
  }
  bytes.remove_prefix(kWord);
  return word;
}

void Pack(const GlyphReading& glyph, PackedGlyphs& packed) {
  packed.tiles.append(glyph.tile.pixels.begin(), glyph.tile.pixels.end());
  for (const float probability : glyph.scores.probabilities) {
    AppendWord(packed.probabilities, std::bit_cast<std::uint32_t>(probability));
  }
  for (const int side : {glyph.box.x, glyph.box.y, glyph.box.width, glyph.box.height}) {
    AppendWord(packed.boxes, static_cast<std::uint32_t>(side));
  }
}

GlyphReading Unpack(std::string_view tile, std::string_view scores, std::string_view box) {
  GlyphReading glyph;
  std::copy(tile.begin(), tile.end(), glyph.tile.pixels.begin());
  for (float& probability : glyph.scores.probabilities) {
    probability = std::bit_cast<float>(TakeWord(scores));
  }
  for (int* side : {&glyph.box.x, &glyph.box.y, &glyph.box.width, &glyph.box.height}) {
    *side = static_cast<int>(TakeWord(box));
  }
  glyph.digit = glyph.scores.best_digit();
  return glyph;
}

}  // namespace

PackedGlyphs PackGlyphs(const Reading& reading) {
  PackedGlyphs packed;
  for (const GlyphReading& glyph : reading.digits) Pack(glyph, packed);
  for (const GlyphReading& glyph : reading.rejected) Pack(glyph, packed);
  return packed;
}

bool UnpackGlyphs(std::string_view tiles, std::string_view probabilities, std::string_view boxes,
                  Reading& reading) {
  const std::size_t count = tiles.size() / kTileBytes;
  if (tiles.size() != count * kTileBytes || probabilities.size() != count * kScoreBytes ||
      boxes.size() != count * kBoxBytes) {
    return false;
  }
  std::string digits;
  std::copy_if(reading.text.begin(), reading.text.end(), std::back_inserter(digits),
               [](char c) { return c >= '0' && c <= '9'; });
  if (digits.size() > count) return false;
  for (std::size_t i = 0; i < count; ++i) {
    GlyphReading glyph = Unpack(tiles.substr(i * kTileBytes, kTileBytes),
                                probabilities.substr(i * kScoreBytes, kScoreBytes),
                                boxes.substr(i * kBoxBytes, kBoxBytes));
    if (i < digits.size()) {
      glyph.digit = digits[i] - '0';
      reading.digits.push_back(glyph);
    } else {
      reading.rejected.push_back(glyph);
    }
  }
  return true;
}

}  // namespace inkdigit
