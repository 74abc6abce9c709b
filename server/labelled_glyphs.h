// Which ink a label names: of a correction, or of what was read.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "inkdigit/recognizer.h"

namespace inkdigit {

// The digits of a text, without the spaces and ends of lines between them.
[[nodiscard]] std::string DigitsOf(std::string_view text);

// The glyphs that `digits` names one by one, as many as it has; null where it can't be told which
// is which, and for no digits. Points into `reading`.
[[nodiscard]] const std::vector<GlyphReading>* GlyphsOf(const Reading& reading,
                                                        std::string_view digits);

}  // namespace inkdigit
