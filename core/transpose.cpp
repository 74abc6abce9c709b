#include "core/transpose.h"

#include <algorithm>

namespace inkdigit {

// In blocks, so that the columns walked through stay in the cache.
GrayImage Transpose(const GrayImage& image) {
  constexpr int kBlock = 32;
  GrayImage result(image.height(), image.width());
  for (int top = 0; top < image.height(); top += kBlock) {
    const int bottom = std::min(top + kBlock, image.height());
    for (int left = 0; left < image.width(); left += kBlock) {
      const int right = std::min(left + kBlock, image.width());
      for (int y = top; y < bottom; ++y) {
        for (int x = left; x < right; ++x) result.at(y, x) = image.at(x, y);
      }
    }
  }
  return result;
}

}  // namespace inkdigit
