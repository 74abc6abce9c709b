// Letters of 5x7 pixels, for pictures that must not depend on a font.
#pragma once

#include <cstdint>
#include <string_view>

#include "inkdigit/image.h"

namespace inkdigit::training {

inline constexpr int kTinyLetterWidth = 6;   // with the gap to the next one
inline constexpr int kTinyLetterHeight = 7;  // without the letters' tails: these take two more

// Draws `text` with the upper left corner of its first letter at (left, top), each pixel `scale`
// pixels wide. Knows the digits, the lower-case letters of the sets' names and of "as" and "none",
// and " .%#"; leaves a gap for anything else. What lies outside the picture is left out.
void DrawTinyText(GrayImage& image, int left, int top, int scale, std::string_view text,
                  std::uint8_t ink);

}  // namespace inkdigit::training
