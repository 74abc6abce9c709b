#pragma once

#include "inkdigit/image.h"

namespace inkdigit::decode {

// Turns a picture as EXIF's orientation 1..8 asks, so that it is shown upright; anything else
// leaves it as it is.
[[nodiscard]] GrayImage Orient(GrayImage picture, int orientation);

// Whether `orientation` (5..8) makes width the height.
[[nodiscard]] constexpr bool SwapsSides(int orientation) {
  return orientation >= 5 && orientation <= 8;
}

}  // namespace inkdigit::decode
