// The installed fonts, each with the part of the data that its family belongs to.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "training/data/fonts.h"
#include "training/tiles/tile_set.h"

namespace inkdigit::training {

struct FontFace {
  Font font;
  std::uint16_t family = 0;  // the family's place among all families, sorted by name
  Split split = Split::kTraining;
};

// Every font below `folder` that has digits. A family is kept together, because its faces look
// alike: 19 families are for validation, 19 others for the release figures alone, all the rest, and
// fonts that we don't know, for training.
[[nodiscard]] std::vector<FontFace> OpenFontFaces(const std::string& folder);

}  // namespace inkdigit::training
