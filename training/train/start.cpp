#include "training/train/start.h"

#include <torch/torch.h>

#include <filesystem>

#include "training/tiles/sampler.h"
#include "training/train/averaged.h"
#include "training/train/checkpoint.h"
#include "training/train/network.h"

namespace inkdigit::training {
namespace {

// Tiles whose statistics stand in for the batch normalisation that the model file has folded away.
constexpr int kStatisticsTiles = 2048;

}  // namespace

std::optional<Error> StartFrom(const Model& model, const TileSet& tiles, TrainOptions& train) {
  const Recipe& recipe = train.recipe;
  if (model.info().layers != recipe.layers) {
    return Error{Errc::kInvalidArgument, "the layers of " + model.info().name + " are \"" +
                                             model.info().layers + "\", not the recipe's"};
  }
  train.start_path = train.checkpoint_path + ".start";
  if (std::filesystem::exists(train.checkpoint_path)) return std::nullopt;
  const Sampler sampler(tiles, Shares(recipe), recipe.seed);
  const Network network = NetworkOf(model, StackTiles(tiles, sampler.Batch(0, kStatisticsTiles)));
  Checkpoint checkpoint;
  for (const torch::Tensor& parameter : network->parameters()) {
    checkpoint.weights.push_back(parameter.detach().clone());
    checkpoint.velocities.push_back(torch::zeros_like(parameter));
    checkpoint.averages.push_back(parameter.detach().clone());
  }
  for (const torch::Tensor& buffer : network->buffers()) {
    checkpoint.weights.push_back(buffer.clone());
  }
  const auto saved = SaveCheckpoint(checkpoint, train.start_path);
  if (!saved.ok()) return saved.error();
  return std::nullopt;
}

}  // namespace inkdigit::training
