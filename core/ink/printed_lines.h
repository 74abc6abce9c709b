// Ruled and squared paper.
#pragma once

#include "inkdigit/image.h"

namespace inkdigit {

// The picture without the level and upright lines that are printed on its paper: thin, straight
// within six degrees of level or upright, across most of the picture, and fainter than the writing.
// Strokes that cross a line stay. Returns the picture as it is where there are none. Expects dark
// lines on lighter paper.
[[nodiscard]] GrayImage WithoutPrintedLines(const GrayImage& gray);

}  // namespace inkdigit
