// Stage 2: GrayImage -> Ink. What of the picture was written, whatever it was written on.
#pragma once

#include "inkdigit/image.h"

namespace inkdigit {

// How much ink lies on each pixel: 0 paper, 255 a full stroke. Soft edges are kept, because they
// carry the position of the stroke to a fraction of a pixel.
struct Ink {
  GrayImage amount;            // may be smaller than the picture: `reduction` tells by how much
  int reduction = 1;           // picture pixels per ink pixel along one side, >= 1
  bool light_on_dark = false;  // chalk on slate, or a light screen pen on black

  // The smallest box (in ink pixels) that holds all ink; empty where nothing is written.
  Box bounds;
};

// Finds the background, the polarity and the strokes. A picture with nothing written on it (one
// flat colour, or only noise) gives Ink with empty bounds. Never fails for a non-empty picture; an
// empty view gives empty Ink.
[[nodiscard]] Ink ExtractInk(GrayView picture);

}  // namespace inkdigit
