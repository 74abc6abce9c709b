// What becomes of ink on its way to a file: paper, pens, light, lenses, compression, crops.
#pragma once

#include "inkdigit/image.h"
#include "training/render/random.h"

namespace inkdigit::training {

// `coverage`: 0 paper, 255 full ink. The picture that somebody else might have sent of it: 10 to
// 110 pixels high, smooth or pixelated, with breaks, dirt and lines, dark on light or light on dark
// with little or much contrast, in uneven light, blurred, noisy and compressed as JPEG; each fault
// now and then. Empty where nothing was on it.
[[nodiscard]] GrayImage Degrade(GrayView coverage, Random& random);

}  // namespace inkdigit::training
