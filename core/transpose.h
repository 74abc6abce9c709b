// Columns for rows.
#pragma once

#include "inkdigit/image.h"

namespace inkdigit {

// The pixel (x, y) of the result is the pixel (y, x) of `image`.
[[nodiscard]] GrayImage Transpose(const GrayImage& image);

}  // namespace inkdigit
