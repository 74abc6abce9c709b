// Glyphs as bytes, as the database holds them (docs/store.md), and back.
#pragma once

#include <string>
#include <string_view>

#include "inkdigit/recognizer.h"

namespace inkdigit {

// First those of the text's digits, then the rejected ones; no separator between glyphs.
struct PackedGlyphs {
  std::string tiles;          // 784 bytes a glyph
  std::string probabilities;  // 11 floats a glyph, little-endian
  std::string boxes;          // 4 32-bit integers a glyph, little-endian: x, y, width, height
};

[[nodiscard]] PackedGlyphs PackGlyphs(const Reading& reading);

// Fills reading.digits and .rejected from `packed`; reading.text tells how many are digits, and
// which. False, and none are filled in, where the lengths don't fit each other or the text.
[[nodiscard]] bool UnpackGlyphs(std::string_view tiles, std::string_view probabilities,
                                std::string_view boxes, Reading& reading);

}  // namespace inkdigit
