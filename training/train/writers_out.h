// Networks that never saw some of pendigits' writers: what does a person's own correction change
// for a reader who meets that person for the first time?
#pragma once

#include <atomic>
#include <functional>
#include <string>

#include "inkdigit/result.h"
#include "training/data/writer_folds.h"
#include "training/tiles/tile_set.h"
#include "training/train/trainer.h"

namespace inkdigit::training {

// The tiles that a fold's network may see. Those of kDegraded don't tell whose they are, so all of
// them are left out.
[[nodiscard]] TileSet WithoutWritersOf(const TileSet& tiles, int fold);

// Trains one network for each fold by `train.recipe`: folder/WritersOutName(fold).safetensors, the
// checkpoints lie beside them. Goes on where it was stopped. The paths of `train` are not used.
// Errors: Train's and Export's.
[[nodiscard]] Result<TrainEnd> TrainWritersOut(
    const TrainOptions& train, const std::string& folder, const TileSet& tiles,
    const std::atomic<bool>& stop, const std::function<void(const std::string&)>& report,
    const std::function<void(const std::string&)>& progress);

}  // namespace inkdigit::training
