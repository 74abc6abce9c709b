// The same picture at other sizes.
#pragma once

#include "core/ink/plane.h"
#include "inkdigit/image.h"

namespace inkdigit {

// Means of factor x factor blocks; the last row and column of blocks may be cut by the picture's
// edge.
[[nodiscard]] GrayImage ReduceByAveraging(GrayView picture, int factor);

// Weighted means over a 3x3 neighbourhood (1 2 1 in both directions).
[[nodiscard]] FloatPlane Smooth(const GrayImage& gray);

// Every pixel within `radius` steps (of the eight neighbours) of one that is set.
[[nodiscard]] Mask Dilate(const Mask& mask, int radius);

// The largest (smallest) value within `radius` rows and columns of each pixel.
[[nodiscard]] FloatPlane LocalMaximum(const FloatPlane& plane, int radius);
[[nodiscard]] FloatPlane LocalMinimum(const FloatPlane& plane, int radius);

// The value between the pixels of a plane that was reduced by `factor`, at (x, y) of the picture
// before that.
[[nodiscard]] float SampleReduced(const FloatPlane& reduced, int factor, int x, int y);

}  // namespace inkdigit
