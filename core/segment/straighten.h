// Lines of writing that climb or fall, made level.
#pragma once

#include "inkdigit/image.h"

namespace inkdigit {

inline constexpr double kMostSkew = 22.0;  // degrees, either way

// How much lines fall to the right, in degrees, -kMostSkew to kMostSkew; 0 where the ink is not
// clearly skewed. The angle at which the ink gathers in the fewest rows (W. Postl, "Detection of
// linear oblique structures and skew scan in digitized documents", 1986).
[[nodiscard]] double EstimateSkew(const GrayImage& ink);

// Ink turned so that lines that fell by `degrees` are level, and the way back.
class Straightened {
 public:
  // 0 degrees copies the ink as it is.
  Straightened(const GrayImage& ink, double degrees);

  [[nodiscard]] GrayImage& ink() noexcept { return ink_; }
  [[nodiscard]] const GrayImage& ink() const noexcept { return ink_; }

  // The smallest box, in the original, around what lies in the straightened picture at `left`,
  // `top`; a pixel of `shape` stands for `scale` pixels along a side, and those above 0 count.
  // Within the original picture.
  [[nodiscard]] Box BoxInOriginal(const GrayImage& shape, int left, int top, int scale) const;

 private:
  GrayImage ink_;
  int original_width_;
  int original_height_;
  double cosine_;
  double sine_;
};

}  // namespace inkdigit
