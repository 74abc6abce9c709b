// What light, fog and the table beneath do to a picture. Grey levels row by row, with fractions.
#pragma once

#include <vector>

#include "training/render/random.h"

namespace inkdigit::training {

struct PageLevels {
  std::vector<double> values;  // [height][width]
  int width = 0;
  int height = 0;
};

// Falls off in one direction.
void LetLightFallOff(PageLevels& levels, Random& random);

// Darker beyond an edge, which is sharp or soft.
void CastShadow(PageLevels& levels, Random& random);

// Soft clouds, up to three times as strong as `contrast`, the ink's against the paper.
void AddClouds(PageLevels& levels, double contrast, Random& random);

// Light and dark change places in a strip along one side or two, right across the ink: a picture
// pasted half over another, a sheet that ends beneath the digit.
void InvertStrips(PageLevels& levels, Random& random);

}  // namespace inkdigit::training
