#include "core/decode/orient.h"

#include <algorithm>

#include "core/transpose.h"

namespace inkdigit::decode {
namespace {

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
