// Ink -> lines of writing.
#pragma once

#include <vector>

#include "core/segment/line_ink.h"
#include "inkdigit/image.h"

namespace inkdigit {

// A part whose longer side is below this many pixels can't be read: a speck.
inline constexpr int kLeastPart = 7;
// Of more parts than this only the heaviest count, of more lines only the first: bounds on what
// noise, or a page of text, may cost.
inline constexpr int kMostParts = 1500;
inline constexpr int kMostLines = 100;

enum class Lines : unsigned char { kFind, kOne };

// Lines from top to bottom. Parts of about the usual height that lie beside each other make a line;
// what is smaller goes to the line that it is near, specks far from any are dropped. kOne: all but
// specks is one line.
[[nodiscard]] std::vector<LineInk> FindTextLines(const GrayImage& ink, Lines lines);

}  // namespace inkdigit
