// What people draw, and cameras see, that is no digit.
#pragma once

#include <string_view>
#include <vector>

#include "inkdigit/image.h"
#include "training/render/random.h"
#include "training/render/strokes.h"

namespace inkdigit::training {

// Letters and signs that can't be taken for a digit, whatever the font; O, l, S, Z and their like
// are missing on purpose, because they are the same ink as a digit.
inline constexpr std::u32string_view kNotDigitCharacters = U"AEFHKMNRVWXLaekmnruvwx&@#%*+=<~^-";

// Greek and Cyrillic ones, which not every font has.
inline constexpr std::u32string_view kForeignNotDigits =
    U"\u0394\u039b\u039e\u03a0\u03a3\u03a6\u03a8\u03a9\u03bb\u03bc\u03c0\u03c6\u03c8\u03c9"
    U"\u0416\u0428\u0429\u0426\u0414\u041b\u0419\u0418\u042b\u042e\u042f\u0424"
    U"\u0436\u0448\u0449\u0446\u0434\u0439\u0438\u044b\u044e\u044f\u0444";

// A long line that crosses itself again and again.
[[nodiscard]] Strokes Scribble(Random& random);

// A triangle, square, star, arrow, tick, cross, grid, zigzag, spiral, heart, some parallel or
// single lines, ...
[[nodiscard]] Strokes Shape(Random& random);

// Blots, speckles, filled areas, coarse noise: dark on white.
[[nodiscard]] GrayImage Texture(Random& random);

// Two or three digits that touch or nearly touch, side by side, on one picture (light ink on
// black).
[[nodiscard]] GrayImage MergeSideBySide(const std::vector<GrayView>& digits, Random& random);

// A part of a digit that is no digit itself, or an empty picture where that digit has no such part
// (half an 8 may be a 3, the upper half of a 9 a 0). Light ink on black.
[[nodiscard]] GrayImage CutPart(GrayView digit, int label, Random& random);

}  // namespace inkdigit::training
