// Printed forms and ruled paper.
#pragma once

#include "inkdigit/image.h"

namespace inkdigit {

// Takes out of the ink what was printed to write on: long lines; boxes for a digit each, side by
// side or in one frame; combs, whose ticks stand on a line. Where a stroke crosses them it stays.
// Expects lines within five degrees of level or upright.
void RemoveForm(GrayImage& ink);

}  // namespace inkdigit
