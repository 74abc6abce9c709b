// A piece of a picture.
#pragma once

#include <algorithm>

#include "inkdigit/image.h"

namespace inkdigit {

// Requires `box` to lie within the image.
[[nodiscard]] inline GrayImage CropImage(const GrayImage& image, const Box& box) {
  GrayImage cropped(box.width, box.height);
  for (int y = 0; y < box.height; ++y) {
    std::copy_n(image.row(box.y + y) + box.x, box.width, cropped.row(y));
  }
  return cropped;
}

}  // namespace inkdigit
