// From the network that serves to one that has learnt from what people corrected, if it is not
// worse.
#pragma once

#include <atomic>
#include <functional>
#include <string>

#include "inkdigit/model.h"
#include "inkdigit/result.h"
#include "training/tiles/tile_set.h"
#include "training/train/trainer.h"

namespace inkdigit::training {

// Short and gentle: the network is to learn some hands more, not to begin anew.
[[nodiscard]] Recipe FinetuneRecipe();

struct FinetuneOptions {
  Recipe recipe = FinetuneRecipe();  // its layers are taken from the model
  std::string checkpoint_path;       // removed at the end; a stopped run goes on from it
  std::string model_path;            // what to write
  std::string name;                  // of the new model
  bool force = false;                // write it also where it is worse
};

// Errors of two models on the same tiles.
struct Comparison {
  int tiles = 0;
  int before = 0;
  int after = 0;
  int mended = 0;  // wrong before, right after
  int broken = 0;  // the other way round

  // How often a fair coin would fall at least so often on the worse side (a sign test of the
  // answers that changed).
  [[nodiscard]] double chance_of_worse() const;
};

// Over the validation tiles of `corrections`' source alone, or of all others.
[[nodiscard]] Comparison Compare(const Model& before, const Model& after, const TileSet& tiles,
                                 bool corrections);

// Why a model is not to replace the other; empty: it may. It may not make more errors on what
// people corrected and training didn't see, nor, beyond what chance explains (1 in 20), on the
// validation tiles of the other sets.
[[nodiscard]] std::string WhyWorse(const Comparison& corrections, const Comparison& others);

// `tiles` holds the old training data and the corrections. Writes nothing where the new model is
// worse (kBadModel says why) unless options.force. Errors besides: kInvalidArgument (no
// corrections, or none held out), Train's and Export's.
[[nodiscard]] Result<TrainEnd> Finetune(const FinetuneOptions& options, const Model& start,
                                        const TileSet& tiles, const std::atomic<bool>& stop,
                                        const std::function<void(const std::string&)>& report,
                                        const std::function<void(const std::string&)>& progress);

}  // namespace inkdigit::training
