// Ink -> all the digits on it.
#pragma once

#include <vector>

#include "core/segment/read_line.h"
#include "core/segment/text_lines.h"
#include "inkdigit/ink.h"
#include "inkdigit/model.h"

namespace inkdigit {

// The network is asked about no more pieces of a picture than this: a page with 500 digits has
// about 2,000. Bounds the time that noise or a page of text may cost to about a second.
inline constexpr int kMostTiles = 4000;

struct PageDigit {
  Tile28 tile;
  Scores scores;
  bool rejected = false;      // not a digit
  bool space_before = false;  // clearly a gap between two numbers
  Box box;                    // in pixels of the picture that ExtractInk was given
};

struct PageLine {
  std::vector<PageDigit> digits;  // from left to right, what was rejected among them
  double confidence = 1.0;        // that its digits, as a text, are right
};

struct PageReading {
  std::vector<PageLine> lines;  // from top to bottom
  int tiles_asked = 0;          // pieces that the network was asked about, kMostTiles at most
};

[[nodiscard]] PageReading ReadPage(const Ink& ink, Lines lines, const Model& model,
                                   Workspace& workspace);

}  // namespace inkdigit
