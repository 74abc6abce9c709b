// A model as the start of a training.
#pragma once

#include <optional>

#include "inkdigit/model.h"
#include "training/tiles/tile_set.h"
#include "training/train/trainer.h"

namespace inkdigit::training {

// Makes `train` start from the weights of `model` where there is no checkpoint yet: writes them
// beside train.checkpoint_path and names them in train.start_path. The batch normalisation that a
// model file has folded away begins with the statistics of some tiles of the set. Errors:
// kInvalidArgument (the recipe has other layers), kIo.
[[nodiscard]] std::optional<Error> StartFrom(const Model& model, const TileSet& tiles,
                                             TrainOptions& train);

}  // namespace inkdigit::training
