// JPEG's losses.
#pragma once

#include "inkdigit/image.h"

namespace inkdigit::training {

// The picture after it was saved as a grey JPEG of this quality (1 to 100) and opened again.
[[nodiscard]] GrayImage JpegRoundTrip(const GrayImage& image, int quality);

}  // namespace inkdigit::training
