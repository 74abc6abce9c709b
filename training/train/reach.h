// How far a correction reaches in a network's feature space.
#pragma once

#include <optional>

#include "inkdigit/model.h"
#include "training/tiles/tile_set.h"

namespace inkdigit::training {

// ModelInfo::reach for `model`, whatever its own is: one and a half times the median squared
// distance between features, of length 1, of two drawings of one digit by one writer, on pendigits'
// validation tiles. (Networks that are trained for longer spread digits further apart;
// models/README.md says how the factor was chosen.) None where no writer drew a digit twice there.
[[nodiscard]] std::optional<double> MeasureReach(const Model& model, const TileSet& tiles);

}  // namespace inkdigit::training
