// A model file as the start of a training.
#pragma once

#include <optional>
#include <string>

#include "inkdigit/model.h"
#include "training/tiles/tile_set.h"
#include "training/train/recipe.h"

namespace inkdigit::training {

// Errors: kIo, or Model::Load's.
[[nodiscard]] Result<Model> ReadModel(const std::string& path);

// Writes the weights of `model`, whose layers are the recipe's, as a checkpoint that
// TrainOptions::start_path can name. The batch normalisation that the file has folded away begins
// with the statistics of some tiles of the set. Errors: kIo.
[[nodiscard]] std::optional<Error> WriteStart(const Model& model, const Recipe& recipe,
                                              const TileSet& tiles, const std::string& path);

}  // namespace inkdigit::training
