// The loop: tiles in, checkpoints and a log out.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "inkdigit/result.h"
#include "training/tiles/tile_set.h"
#include "training/train/recipe.h"

namespace inkdigit::training {

struct TrainOptions {
  Recipe recipe;
  std::string checkpoint_path;
  // Whose weights to start from where there is no checkpoint yet; empty: random ones. recipe.start
  // should say what they are.
  std::string start_path;
  // Model files that teach: recipe.teachers should say what they are.
  std::vector<std::string> teacher_paths;
  std::string
      log_path;  // gets a line of tab-separated values for every measured epoch; empty: none
  int measure_every = 4;  // epochs between measurements; the last eight are all measured
  // For a look at the start of a long schedule: stop after this many batches in all. 0: the whole
  // recipe.
  std::int64_t stop_after_steps = 0;
};

// Errors of the averaged network on the validation tiles of each source.
struct Validation {
  std::array<int, kSources> errors{};
  std::array<int, kSources> counts{};
};

// "mnist 16/5000, pendigits 20/3996, ..."
[[nodiscard]] std::string Describe(const Validation& validation);

enum class TrainEnd { kFinished, kStopped };

// Goes on from the checkpoint where there is one. Stops after the batch under way, with a
// checkpoint, once `stop` is set; the same call then goes on to the same result, bit for bit, as if
// it had not been stopped. `report` gets one line per epoch; `progress` a short one every second or
// so. Errors: kInvalidArgument (a layer list that can't be, a checkpoint of another recipe, no
// tiles), kIo (files), kBadModel (the loss became NaN; the last good checkpoint stays).
[[nodiscard]] Result<TrainEnd> Train(const TrainOptions& options, const TileSet& tiles,
                                     const std::atomic<bool>& stop,
                                     const std::function<void(const std::string&)>& report,
                                     const std::function<void(const std::string&)>& progress);

}  // namespace inkdigit::training
