#include "training/train/averaged.h"

#include <torch/torch.h>

#include <algorithm>
#include <cstring>

#include "training/train/augment.h"

namespace inkdigit::training {
namespace {

constexpr std::int64_t kStatisticsBatches = 48;
constexpr std::size_t kEvaluationBatch = 256;

}  // namespace

torch::Tensor StackTiles(const TileSet& set, const std::vector<std::size_t>& indices) {
  torch::Tensor bytes = torch::empty(
      {static_cast<std::int64_t>(indices.size()), 1, kTileSide, kTileSide}, torch::kUInt8);
  std::uint8_t* out = bytes.data_ptr<std::uint8_t>();
  for (const std::size_t index : indices) {
    const auto& pixels = set.tiles[index].pixels;
    out = std::copy(pixels.begin(), pixels.end(), out);
  }
  return bytes.to(torch::kFloat).div_(255.0);
}

torch::Tensor StackLabels(const TileSet& set, const std::vector<std::size_t>& indices) {
  torch::Tensor labels = torch::empty({static_cast<std::int64_t>(indices.size())}, torch::kLong);
  std::int64_t* out = labels.data_ptr<std::int64_t>();
  for (const std::size_t index : indices) *out++ = set.labels[index];
  return labels;
}

Network AveragedNetwork(const std::vector<Layer>& layers,
                        const std::vector<torch::Tensor>& averages, const Recipe& recipe,
                        const TileSet& set, const Sampler& sampler, std::int64_t step) {
  const torch::NoGradGuard no_gradients;
  Network network(layers);
  const std::vector<torch::Tensor> parameters = network->parameters();
  for (std::size_t i = 0; i < parameters.size(); ++i) parameters[i].copy_(averages[i]);
  network->KeepScalesPositive();
  network->StartStatistics();
  network->train();
  for (std::int64_t i = 0; i < kStatisticsBatches; ++i) {
    const torch::Tensor tiles = StackTiles(set, sampler.Batch(step + i, recipe.batch_size));
    network->forward(Augment(tiles, AugmentationStrength(recipe, step),
                             recipe.seed + static_cast<std::uint64_t>(i)));
  }
  network->eval();
  return network;
}

std::vector<std::size_t> ValidationIndices(const TileSet& set, const LeftOutKinds& left_out) {
  std::vector<std::size_t> indices;
  for (std::size_t i = 0; i < set.size(); ++i) {
    if (set.splits[i] == Split::kValidation && !IsLeftOut(set, i, left_out)) indices.push_back(i);
  }
  return indices;
}

torch::Tensor LogitsOf(Network& network, const TileSet& set,
                       const std::vector<std::size_t>& indices) {
  const torch::NoGradGuard no_gradients;
  std::vector<torch::Tensor> parts;
  for (std::size_t begin = 0; begin < indices.size(); begin += kEvaluationBatch) {
    const std::size_t end = std::min(indices.size(), begin + kEvaluationBatch);
    const std::vector<std::size_t> part(indices.begin() + static_cast<std::ptrdiff_t>(begin),
                                        indices.begin() + static_cast<std::ptrdiff_t>(end));
    parts.push_back(network->forward(StackTiles(set, part)));
  }
  return torch::cat(parts);
}

Validation Validate(const torch::Tensor& logits, const TileSet& set,
                    const std::vector<std::size_t>& indices) {
  const torch::Tensor wrong = logits.argmax(1).ne(StackLabels(set, indices)).contiguous();
  const bool* is_wrong = wrong.data_ptr<bool>();
  Validation validation;
  for (std::size_t i = 0; i < indices.size(); ++i) {
    const auto source = static_cast<std::size_t>(set.sources[indices[i]]);
    ++validation.counts[source];
    if (is_wrong[i]) ++validation.errors[source];
  }
  return validation;
}

}  // namespace inkdigit::training
