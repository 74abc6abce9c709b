#include "training/train/export.h"

#include <torch/torch.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <span>
#include <utility>
#include <vector>

#include "core/layer_list.h"
#include "inkdigit/model.h"
#include "training/tiles/files.h"
#include "training/tiles/sampler.h"
#include "training/train/averaged.h"
#include "training/train/checkpoint.h"
#include "training/train/model_file.h"
#include "training/train/network.h"
#include "training/train/reach.h"
#include "training/train/trainer.h"

namespace inkdigit::training {
namespace {

// How far Model's logits may lie from libtorch's, as a share of the largest: two orders of summing
// floats.
constexpr double kTolerance = 1e-3;

// Each source counts as much as it does in training, however many validation tiles it has.
torch::Tensor ValidationWeights(const TileSet& set, const std::vector<std::size_t>& indices,
                                const std::array<double, kSources>& shares) {
  std::array<double, kSources> counts{};
  for (const std::size_t index : indices) counts[static_cast<std::size_t>(set.sources[index])] += 1;
  torch::Tensor weights = torch::empty({static_cast<std::int64_t>(indices.size())}, torch::kDouble);
  double* out = weights.data_ptr<double>();
  for (const std::size_t index : indices) {
    const auto source = static_cast<std::size_t>(set.sources[index]);
    *out++ = shares[source] / counts[source];
  }
  return weights / weights.sum();
}

// The temperature with the least negative log-likelihood, by golden section of its logarithm.
double FitTemperature(const torch::Tensor& logits, const torch::Tensor& labels,
                      const torch::Tensor& weights) {
  const torch::Tensor precise = logits.to(torch::kDouble);
  const auto loss = [&](double log_temperature) {
    const torch::Tensor log_probabilities =
        torch::log_softmax(precise / std::exp(log_temperature), 1);
    const torch::Tensor own = log_probabilities.gather(1, labels.unsqueeze(1)).squeeze(1);
    return -(own * weights).sum().item<double>();
  };
  const double kGolden = 0.5 * (std::sqrt(5.0) - 1.0);
  double low = std::log(0.1);
  double high = std::log(10.0);
  while (high - low > 1e-4) {
    const double left = high - kGolden * (high - low);
    const double right = low + kGolden * (high - low);
    if (loss(left) < loss(right)) {
      high = right;
    } else {
      low = left;
    }
  }
  return std::exp(0.5 * (low + high));
}

std::vector<NamedTensor> TensorsOf(const Network& network) {
  std::vector<NamedTensor> tensors;
  const auto add = [&tensors](const std::string& name, const torch::Tensor& tensor) {
    const torch::Tensor flat = tensor.contiguous();
    const float* values = flat.data_ptr<float>();
    tensors.push_back({name, flat.sizes().vec(), {values, values + flat.numel()}});
  };
  for (const FoldedLayer& layer : network->Fold()) {
    const std::string prefix = "layers." + std::to_string(layer.index) + '.';
    add(prefix + "weight", layer.weight);
    add(prefix + "bias", layer.bias);
  }
  return tensors;
}

// The largest difference between `model` and libtorch, as a share of libtorch's largest logit.
double LargestDifference(const Model& model, const torch::Tensor& logits, const TileSet& set,
                         const std::vector<std::size_t>& indices) {
  std::vector<Tile28> tiles;
  tiles.reserve(indices.size());
  for (const std::size_t index : indices) tiles.push_back(set.tiles[index]);
  std::vector<float> ours(tiles.size() * kClasses);
  Workspace workspace;
  model.Logits(tiles, ours, workspace);
  const torch::Tensor theirs = logits.contiguous();
  const std::span<const float> expected(theirs.data_ptr<float>(), ours.size());
  double largest = 0.0;
  double difference = 0.0;
  for (std::size_t i = 0; i < ours.size(); ++i) {
    largest = std::max(largest, std::abs(static_cast<double>(expected[i])));
    // A NaN must not pass as small.
    const double here = std::abs(static_cast<double>(ours[i]) - expected[i]);
    difference = std::isnan(here) ? INFINITY : std::max(difference, here);
  }
  return difference / std::max(largest, 1e-9);
}

}  // namespace

Result<std::size_t> Export(const ExportOptions& options, const TileSet& tiles,
                           const std::function<void(const std::string&)>& report) {
  const Recipe& recipe = options.recipe;
  Result<std::vector<Layer>> layers = ParseLayerList(recipe.layers);
  if (!layers.ok()) return Error{Errc::kInvalidArgument, "--layers: " + layers.error().message};
  const Result<Checkpoint> checkpoint = LoadCheckpoint(options.checkpoint_path);
  if (!checkpoint.ok()) return checkpoint.error();
  if (checkpoint.value().recipe != Describe(recipe)) {
    return Error{Errc::kInvalidArgument, options.checkpoint_path + ": belongs to another recipe (" +
                                             checkpoint.value().recipe + ")"};
  }
  const std::optional<LeftOutKinds> left_out = ParseLeftOut(recipe.left_out);
  if (!left_out) return Error{Errc::kInvalidArgument, UnknownKind(recipe.left_out)};
  const std::vector<std::size_t> indices = ValidationIndices(tiles, *left_out);
  if (indices.empty()) return Error{Errc::kInvalidArgument, "there is no validation tile"};

  torch::set_num_threads(1);
  const Sampler sampler(tiles, Shares(recipe), recipe.seed, *left_out);
  Network network = AveragedNetwork(layers.value(), checkpoint.value().averages, recipe, tiles,
                                    sampler, checkpoint.value().step);
  const torch::Tensor logits = LogitsOf(network, tiles, indices);
  const Validation validation = Validate(logits, tiles, indices);
  report("validation errors: " + Describe(validation));
  const double temperature = FitTemperature(logits, StackLabels(tiles, indices),
                                            ValidationWeights(tiles, indices, Shares(recipe)));
  report("temperature: " + std::to_string(temperature));

  std::map<std::string, std::string> metadata = {
      {"format", "inkdigit-model-1"}, {"name", options.name},
      {"layers", recipe.layers},      {"temperature", std::to_string(temperature)},
      {"recipe", Describe(recipe)},   {"batches", std::to_string(checkpoint.value().step)},
      {"data", options.data},         {"validation", Describe(validation)}};
  const std::vector<NamedTensor> tensors = TensorsOf(network);
  std::vector<std::byte> file = Safetensors(metadata, tensors);
  const Result<Model> model = Model::Load(file);
  if (!model.ok()) return model.error();
  if (const std::optional<double> reach = MeasureReach(model.value(), tiles)) {
    report("reach: " + std::to_string(*reach));
    metadata.emplace("reach", std::to_string(*reach));
    file = Safetensors(metadata, tensors);
  }
  const double difference = LargestDifference(model.value(), logits, tiles, indices);
  report("largest difference to libtorch: " + std::to_string(difference) + " of the largest logit");
  if (!(difference <= kTolerance)) {
    return Error{Errc::kBadModel, "the exported model differs from the trained one by " +
                                      std::to_string(difference) + " of the largest logit"};
  }
  return WriteFileWhole(options.model_path, file);
}

}  // namespace inkdigit::training
