// One line of writing, straightened, alone on its paper.
#pragma once

#include "inkdigit/image.h"

namespace inkdigit {

struct LineInk {
  GrayImage ink;  // 0 paper, 255 full ink; cropped to the line's ink, perhaps reduced
  // Where the crop's first pixel lies in the straightened picture, and how many of its pixels one
  // pixel here stands for along a side.
  int left = 0;
  int top = 0;
  int reduction = 1;
  // In pixels of `ink`:
  double digit_height = 1.0;  // of a usual digit in this line, > 0
  double stroke_width = 1.0;  // of the pen, >= 1
};

}  // namespace inkdigit
