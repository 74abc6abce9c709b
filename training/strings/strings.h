// Digits -> whole numbers, written side by side.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "inkdigit/image.h"
#include "training/data/bitmaps.h"
#include "training/render/random.h"

namespace inkdigit::training {

// What lies between neighbours, as a share of the mean width of their ink.
enum class Spacing : std::uint8_t {
  kWide,      // 20 to 60 % of paper
  kNarrow,    // 2 to 10 % of paper
  kTouching,  // the boxes of their ink overlap by 0 to 15 %
  kCells,     // each digit in a printed box of a form, which is part of the ink
  kComb,      // each digit between two ticks that stand on a printed line
};

struct StringOptions {
  Spacing spacing = Spacing::kWide;
  int fewest_digits = 2;
  int most_digits = 10;
  // Pixels that MNIST's box of 20 pixels becomes, before the variation; drawn evenly between them.
  double least_height = 20.0;
  double most_height = 64.0;
  // Each digit is this share smaller or larger at most, evenly.
  double height_variation = 0.3;
  double skew_degrees = 0.0;  // how much the line falls to the right
};

// Ink and what it says.
struct DigitString {
  GrayImage ink;           // 0 paper, 255 full ink; with a margin of paper
  std::string label;       // the digits from left to right
  std::vector<Box> boxes;  // of each digit's own ink, before the skew
  double height = 0.0;     // of MNIST's box, in pixels
};

// Draws digits at random from `digits` (light ink on black; requires one that is not blank). They
// stand on a common line, a little up and down; where two overlap, the stronger ink counts.
[[nodiscard]] DigitString ComposeString(std::span<const LabelledImage> digits,
                                        const StringOptions& options, Random& random);

}  // namespace inkdigit::training
