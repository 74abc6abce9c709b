// Light and shadow on all that is in the picture.
#pragma once

#include "training/scenes/shot.h"

namespace inkdigit::training {

void LightFromOneSide(Shot& shot, double depth);
void Creases(Shot& shot);
void HandShadow(Shot& shot);
void Blinds(Shot& shot);

}  // namespace inkdigit::training
