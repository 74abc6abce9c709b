// Stage 3: Ink -> Glyph... Which ink belongs together as one digit.
#pragma once

#include <cstdint>
#include <vector>

#include "inkdigit/image.h"
#include "inkdigit/ink.h"

namespace inkdigit {

// The ink of one supposed digit, cut out of the picture.
struct Glyph {
  GrayImage ink;  // 0 paper, 255 full ink; cropped to the ink
  Box box;        // where it was, in pixels of the picture that ExtractInk was given
};

enum class Mode : std::uint8_t {
  kAuto,    // decide from the picture: one digit, or all lines of digits on it
  kDigit,   // all ink is one digit
  kNumber,  // one line of digits
};

// All ink as one glyph, as kDigit has it, or none. Recognizer cuts numbers with core/segment/.
[[nodiscard]] std::vector<Glyph> Segment(const Ink& ink);

}  // namespace inkdigit
