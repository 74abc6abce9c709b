// Lines on a page of coverage (0 paper, 255 full ink): rulings, strokes of neighbours, what was
// struck through, and lines without ink.
#pragma once

#include "inkdigit/image.h"
#include "training/render/random.h"

namespace inkdigit::training {

// Thin gaps right through the strokes.
void BreakStrokes(GrayImage& page, Random& random);

// One or two thin straight lines from edge to edge, some dotted; mostly level or upright, as
// rulings are.
void AddLines(GrayImage& page, Random& random);

// One line of teeth or waves right across, as people strike a digit through or underline it.
void AddZigzag(GrayImage& page, Random& random);

// One pixel gets `amount` of ink, unless it has more; places outside are ignored.
void AddInk(GrayImage& page, int x, int y, double amount);

}  // namespace inkdigit::training
