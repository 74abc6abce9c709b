#include "training/train/finetune.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "cli/load_recognizer.h"
#include "training/train/export.h"
#include "training/train/start.h"

namespace inkdigit::training {
namespace {

// How often a correction comes at most. A few that come a hundred times are learned by heart, and
// others forgotten for them.
constexpr double kMostRepeats = 20;

std::vector<bool> Right(const Model& model, const TileSet& tiles,
                        const std::vector<std::size_t>& indices) {
  std::vector<Tile28> chosen;
  chosen.reserve(indices.size());
  for (const std::size_t index : indices) chosen.push_back(tiles.tiles[index]);
  std::vector<Scores> scores(chosen.size());
  Workspace workspace;
  model.Classify(chosen, scores, workspace);
  std::vector<bool> right;
  right.reserve(indices.size());
  for (std::size_t i = 0; i < indices.size(); ++i) {
    const auto& p = scores[i].probabilities;
    right.push_back(std::max_element(p.begin(), p.end()) - p.begin() == tiles.labels[indices[i]]);
  }
  return right;
}

std::string Describe(const Comparison& result) {
  return std::to_string(result.before) + " errors before, " + std::to_string(result.after) +
         " after, of " + std::to_string(result.tiles) + " (" + std::to_string(result.mended) +
         " mended, " + std::to_string(result.broken) + " new)";
}

}  // namespace

Recipe FinetuneRecipe() {
  Recipe recipe;
  recipe.epochs = 6;
  recipe.batches_per_epoch = 150;
  recipe.peak_rate = 0.01;
  recipe.corrections_share = 0.2;
  recipe.start = "a model";
  return recipe;
}

double Comparison::chance_of_worse() const {
  const int changed = mended + broken;
  // Sum of the binomial's upper tail, in logarithms: there may be thousands.
  double chance = 0.0;
  for (int k = broken; k <= changed; ++k) {
    chance += std::exp(std::lgamma(changed + 1.0) - std::lgamma(k + 1.0) -
                       std::lgamma(changed - k + 1.0) - changed * std::log(2.0));
  }
  return std::min(chance, 1.0);
}

Comparison Compare(const Model& before, const Model& after, const TileSet& tiles,
                   bool corrections) {
  std::vector<std::size_t> indices;
  for (std::size_t i = 0; i < tiles.size(); ++i) {
    if (tiles.splits[i] != Split::kValidation) continue;
    if ((tiles.sources[i] == Source::kCorrections) == corrections) indices.push_back(i);
  }
  const std::vector<bool> old_right = Right(before, tiles, indices);
  const std::vector<bool> new_right = Right(after, tiles, indices);
  Comparison result;
  result.tiles = static_cast<int>(indices.size());
  for (std::size_t i = 0; i < indices.size(); ++i) {
    result.before += old_right[i] ? 0 : 1;
    result.after += new_right[i] ? 0 : 1;
    result.mended += !old_right[i] && new_right[i] ? 1 : 0;
    result.broken += old_right[i] && !new_right[i] ? 1 : 0;
  }
  return result;
}

std::string WhyWorse(const Comparison& corrections, const Comparison& others) {
  constexpr double kChance = 0.05;
  if (corrections.after > corrections.before) {
    return "it makes more errors on corrected digits that it has not seen";
  }
  if (others.broken > others.mended && others.chance_of_worse() < kChance) {
    return "it makes more errors on the digits of all others, beyond what chance explains";
  }
  return "";
}

Result<TrainEnd> Finetune(const FinetuneOptions& options, const Model& start, const TileSet& tiles,
                          const std::atomic<bool>& stop,
                          const std::function<void(const std::string&)>& report,
                          const std::function<void(const std::string&)>& progress) {
  int trained = 0;
  int held_out = 0;
  for (std::size_t i = 0; i < tiles.size(); ++i) {
    if (tiles.sources[i] != Source::kCorrections) continue;
    ++(tiles.splits[i] == Split::kValidation ? held_out : trained);
  }
  if (trained == 0 || held_out == 0) {
    return Error{Errc::kInvalidArgument,
                 "there are too few corrected digits: training needs some, and one picture in five "
                 "is held out to see whether they help"};
  }
  TrainOptions train;
  train.recipe = options.recipe;
  train.recipe.layers = start.info().layers;
  train.recipe.start = start.info().name + ' ' + start.info().sha256;
  const double draws =
      1.0 * train.recipe.epochs * train.recipe.batches_per_epoch * train.recipe.batch_size;
  train.recipe.corrections_share =
      std::min(train.recipe.corrections_share, kMostRepeats * trained / draws);
  train.checkpoint_path = options.checkpoint_path;
  if (auto error = StartFrom(start, tiles, train)) return *error;
  Result<TrainEnd> end = Train(train, tiles, stop, report, progress);
  if (!end.ok() || end.value() == TrainEnd::kStopped) return end;

  ExportOptions exported;
  exported.recipe = train.recipe;
  exported.checkpoint_path = train.checkpoint_path;
  exported.model_path = options.model_path + ".candidate";
  exported.name = options.name;
  exported.data += ", corrections";
  const auto written = Export(exported, tiles, report);
  if (!written.ok()) return written.error();
  const Result<Recognizer> after = cli::LoadRecognizer(exported.model_path);
  if (!after.ok()) return after.error();
  const Comparison corrections = Compare(start, after.value().model(), tiles, /*corrections=*/true);
  const Comparison others = Compare(start, after.value().model(), tiles, /*corrections=*/false);
  report("corrected digits, held out: " + Describe(corrections));
  report("everybody else's, held out: " + Describe(others));
  std::filesystem::remove(train.checkpoint_path);
  std::filesystem::remove(train.start_path);
  const std::string worse = WhyWorse(corrections, others);
  if (!worse.empty() && !options.force) {
    std::filesystem::remove(exported.model_path);
    return Error{Errc::kBadModel, "the new model is worse: " + worse +
                                      ". Nothing was written; --force writes it all the same"};
  }
  if (std::rename(exported.model_path.c_str(), options.model_path.c_str()) != 0) {
    return Error{Errc::kIo, options.model_path + ": can't be written"};
  }
  return TrainEnd::kFinished;
}

}  // namespace inkdigit::training
