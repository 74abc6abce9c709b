// Which 1s are written with a flag or a foot: those that a network trained on bare strokes reads as
// 7.
#pragma once

#include "inkdigit/image.h"

namespace inkdigit::training {

struct OneShape {
  bool flag = false;  // a stroke that goes off at the top, as print has it
  bool foot = false;  // a stroke along the bottom

  [[nodiscard]] bool bare() const noexcept { return !flag && !foot; }
};

// `one`: a 1 in light ink (128 and above) on black. Looks at how far the ink reaches from left to
// right, row by row: a bare stroke, straight, curved or leaning, is about equally broad everywhere,
// so its narrow rows (the 20th percentile of all rows) tell the stroke's breadth, and a row that is
// broader than that by 15 % of the digit's height holds something else: a flag in the upper 70 % of
// the height, a foot in the lower 25 %. Chosen by looking at the 1s of the training writers of
// pendigits and optdigits. On optdigits' 32x32 bitmaps, whose 1s are often stretched to blots, a
// flag shorter than five pixels is not told from a ragged edge.
[[nodiscard]] OneShape ShapeOfOne(GrayView one);

}  // namespace inkdigit::training
