// Uneven light over a small picture.
#pragma once

#include "inkdigit/image.h"

namespace inkdigit {

// The picture as it would be in even light of its mean brightness: less the quadratic surface that
// its paper follows. Paper is what the border has; strokes, which leave that surface, don't bend it
// (least squares, repeated on the pixels that fit). For pictures so small that light falls off
// smoothly from side to side.
[[nodiscard]] GrayImage InEvenLight(const GrayImage& gray);

}  // namespace inkdigit
