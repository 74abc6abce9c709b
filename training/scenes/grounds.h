// What is written on, or what the paper lies on. Each paints the whole picture.
#pragma once

#include "training/scenes/shot.h"

namespace inkdigit::training {

void Wood(Shot& shot);
void Cloth(Shot& shot);  // checked
void Torn(Shot& shot);   // paper with torn edges, on what was there
void Cardboard(Shot& shot);
// With the digit on them, in what one writes there with.
void Board(Shot& shot);
void Whiteboard(Shot& shot);
void Screen(Shot& shot);
void Skin(Shot& shot);

}  // namespace inkdigit::training
