// Checkpoint -> model file.
#pragma once

#include <functional>
#include <string>

#include "inkdigit/result.h"
#include "training/tiles/tile_set.h"
#include "training/train/recipe.h"

namespace inkdigit::training {

struct ExportOptions {
  Recipe recipe;
  std::string checkpoint_path;
  std::string model_path = "models/digits.safetensors";
  std::string name = "digits-3";
  // What it was trained on, for the file's metadata.
  std::string data =
      "MNIST, pendigits, optdigits, semeion, nsysu, hwd1000, fonts of Debian 12; see "
      "models/README.md";
};

// Folds the averaged network's batch normalisation, fits the temperature on the validation tiles,
// and loads the file's bytes with Model::Load, whose logits must equal libtorch's, before anything
// is written. Errors: what LoadCheckpoint and Train report, kBadModel where the two disagree, kIo.
// `report` gets what was measured.
[[nodiscard]] Result<std::size_t> Export(const ExportOptions& options, const TileSet& tiles,
                                         const std::function<void(const std::string&)>& report);

}  // namespace inkdigit::training
