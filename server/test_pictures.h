// Pictures for the tests, made on the spot.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "inkdigit/image.h"

namespace inkdigit {

// An 8-bit grey PNG.
[[nodiscard]] std::string EncodePng(const GrayImage& image);

// The header of a PNG of that size with valid checksums, and next to no pixels behind it.
[[nodiscard]] std::string PngThatClaims(int width, int height);

// Black strokes on white: round ends, `radius` pixels to either side of the line through `points`.
[[nodiscard]] GrayImage DrawStroke(int side, const std::vector<std::pair<double, double>>& points,
                                   double radius);

// A 7 as people write it, 280x280.
[[nodiscard]] GrayImage DrawSeven();
// A 1: one upright stroke.
[[nodiscard]] GrayImage DrawOne();
// A 0: an ellipse.
[[nodiscard]] GrayImage DrawZero();

}  // namespace inkdigit
