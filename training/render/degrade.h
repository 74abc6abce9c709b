// What becomes of ink on its way to a file: paper, pens, light, lenses, compression, crops.
#pragma once

#include "inkdigit/image.h"
#include "training/render/random.h"

namespace inkdigit::training {

// `coverage`: 0 paper, 255 full ink. The picture that somebody else might have sent of it: 10 to
// 110 pixels high, smooth or pixelated, with breaks, dirt, lines and noise, dark on light or light
// on dark with little or much contrast, in uneven light, blurred, noisy and compressed as JPEG;
// each fault now and then. Empty where nothing was on it.
[[nodiscard]] GrayImage Degrade(GrayView coverage, Random& random);

// Light ink on black, but inverted in a strip along one side or two, right across the ink. People
// read it; the ink extraction takes the strips, or what lies between them, for the paper.
[[nodiscard]] GrayImage InStrips(GrayView coverage, Random& random);

}  // namespace inkdigit::training
