#include "core/decode/orient.h"

#include <algorithm>

namespace inkdigit::decode {
namespace {

// In blocks, so that the columns walked through stay in the cache.
GrayImage Transpose(const GrayImage& picture) {
  constexpr int kBlock = 32;
  GrayImage result(picture.height(), picture.width());
  for (int top = 0; top < picture.height(); top += kBlock) {
    const int bottom = std::min(top + kBlock, picture.height());
    for (int left = 0; left < picture.width(); left += kBlock) {
      const int right = std::min(left + kBlock, picture.width());
      for (int y = top; y < bottom; ++y) {
        for (int x = left; x < right; ++x) result.at(y, x) = picture.at(x, y);
      }
    }
  }
  return result;
}

void MirrorLeftRight(GrayImage& picture) {
  for (int y = 0; y < picture.height(); ++y) {
    std::reverse(picture.row(y), picture.row(y) + picture.width());
  }
}

void MirrorTopBottom(GrayImage& picture) {
  for (int y = 0; y < picture.height() / 2; ++y) {
    std::swap_ranges(picture.row(y), picture.row(y) + picture.width(),
                     picture.row(picture.height() - 1 - y));
  }
}

}  // namespace

GrayImage Orient(GrayImage picture, int orientation) {
  // Every one of the eight is a transposition or none, then mirrors.
  if (SwapsSides(orientation)) picture = Transpose(picture);
  switch (orientation) {
    case 2:
    case 6:  // a quarter turn clockwise
      MirrorLeftRight(picture);
      break;
    case 4:
    case 8:  // a quarter turn the other way
      MirrorTopBottom(picture);
      break;
    case 3:
    case 7:
      MirrorLeftRight(picture);
      MirrorTopBottom(picture);
      break;
    default:  // 1 and 5 are done
      break;
  }
  return picture;
}

}  // namespace inkdigit::decode
