// Networks that never saw one kind of what is no digit: how well do they refuse it?
#pragma once

#include <atomic>
#include <functional>
#include <string>

#include "inkdigit/result.h"
#include "training/train/trainer.h"

namespace inkdigit::training {

// Trains one network on digits alone for `train.recipe`'s epochs, and from it, for a fifth as many
// batches each, one network per kind on everything but that kind: their files are
// folder/without-KIND.safetensors, the checkpoints lie beside them. Goes on where it was stopped.
// `train` gives the recipe, its paths are not used. Errors: Train's and Export's.
[[nodiscard]] Result<TrainEnd> TrainLeftOut(
    const TrainOptions& train, const std::string& folder, const TileSet& tiles,
    const std::atomic<bool>& stop, const std::function<void(const std::string&)>& report,
    const std::function<void(const std::string&)>& progress);

}  // namespace inkdigit::training
