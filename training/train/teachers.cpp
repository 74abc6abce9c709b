#include "training/train/teachers.h"

#include <torch/torch.h>

#include <algorithm>
#include <utility>

#include "cli/load_recognizer.h"
#include "training/train/averaged.h"
#include "training/train/trainer.h"

namespace inkdigit::training {
namespace {

constexpr std::size_t kUnfoldTiles = 512;

}  // namespace

Result<Teachers> Teachers::Load(const std::vector<std::string>& paths, const TileSet& tiles) {
  const torch::NoGradGuard no_gradients;
  const std::vector<std::size_t> indices = ValidationIndices(tiles, {});
  // Which they are doesn't matter to a network that is only asked.
  const torch::Tensor some =
      StackTiles(tiles, {indices.begin(), indices.begin() + static_cast<std::ptrdiff_t>(std::min(
                                                                kUnfoldTiles, indices.size()))});
  Teachers result;
  for (const std::string& path : paths) {
    const Result<Recognizer> recognizer = cli::LoadRecognizer(path);
    if (!recognizer.ok()) return recognizer.error();
    const Model& model = recognizer.value().model();
    Teacher teacher{NetworkOf(model, some), model.info().temperature, {}};
    teacher.network->eval();
    const Validation validation =
        Validate(LogitsOf(teacher.network, tiles, indices), tiles, indices);
    for (const int errors : validation.errors) {
      const double doubt = errors + 1.0;
      teacher.weights.push_back(static_cast<float>(1.0 / (doubt * doubt)));
    }
    result.teachers_.push_back(std::move(teacher));
  }
  return result;
}

torch::Tensor Teachers::Probabilities(const torch::Tensor& pictures, const TileSet& tiles,
                                      const std::vector<std::size_t>& indices) const {
  const torch::NoGradGuard no_gradients;
  torch::Tensor sum;
  torch::Tensor total = torch::zeros({pictures.size(0), 1});
  for (const Teacher& teacher : teachers_) {
    std::vector<float> weights;
    weights.reserve(indices.size());
    for (const std::size_t index : indices) {
      weights.push_back(teacher.weights[static_cast<std::size_t>(tiles.sources[index])]);
    }
    const torch::Tensor weight = torch::tensor(weights).unsqueeze(1);
    Network network = teacher.network;
    const torch::Tensor said = torch::softmax(network->forward(pictures) / teacher.temperature, 1);
    sum = sum.defined() ? sum + weight * said : weight * said;
    total = total + weight;
  }
  return sum / total;
}

}  // namespace inkdigit::training
