#include "training/train/start.h"

#include <torch/torch.h>

#include <fstream>
#include <iterator>
#include <span>
#include <utility>
#include <vector>

#include "core/layer_list.h"
#include "core/layer_weights.h"
#include "training/tiles/sampler.h"
#include "training/train/averaged.h"
#include "training/train/checkpoint.h"
#include "training/train/network.h"

namespace inkdigit::training {
namespace {

// Tiles whose statistics stand in for the batch normalisation that the model file has folded away.
constexpr int kStatisticsTiles = 2048;

}  // namespace

Result<Model> ReadModel(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return Error{Errc::kIo, path + ": can't be read"};
  const std::vector<char> bytes{std::istreambuf_iterator<char>(file), {}};
  Result<Model> model = Model::Load(std::as_bytes(std::span(bytes)));
  if (!model.ok()) return Error{model.error().code, path + ": " + model.error().message};
  return model;
}

std::optional<Error> WriteStart(const Model& model, const Recipe& recipe, const TileSet& tiles,
                                const std::string& path) {
  Result<std::vector<Layer>> layers = ParseLayerList(recipe.layers);
  if (!layers.ok()) return layers.error();
  Network network(std::move(layers).value());
  const Sampler sampler(tiles, Shares(recipe), recipe.seed);
  network->Unfold(model.layer_weights(), StackTiles(tiles, sampler.Batch(0, kStatisticsTiles)));
  Checkpoint checkpoint;
  for (const torch::Tensor& parameter : network->parameters()) {
    checkpoint.weights.push_back(parameter.detach().clone());
    checkpoint.velocities.push_back(torch::zeros_like(parameter));
    checkpoint.averages.push_back(parameter.detach().clone());
  }
  for (const torch::Tensor& buffer : network->buffers()) {
    checkpoint.weights.push_back(buffer.clone());
  }
  const auto saved = SaveCheckpoint(checkpoint, path);
  if (!saved.ok()) return saved.error();
  return std::nullopt;
}

}  // namespace inkdigit::training
