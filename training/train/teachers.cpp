#include "training/train/teachers.h"

#include <torch/torch.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>

#include "cli/load_recognizer.h"
#include "training/train/averaged.h"

namespace inkdigit::training {
namespace {

constexpr double kShareOfLuck = 0.01;
constexpr double kPower = 4.0;

// pictures: [batch][1][28][28] floats, 0 paper to 1 full ink.
std::vector<Tile28> ToTiles(const torch::Tensor& pictures) {
  const torch::Tensor bytes =
      pictures.mul(255.0).round().clamp(0.0, 255.0).to(torch::kUInt8).contiguous();
  std::vector<Tile28> tiles(static_cast<std::size_t>(bytes.size(0)));
  const std::uint8_t* from = bytes.data_ptr<std::uint8_t>();
  for (Tile28& tile : tiles) {
    std::copy_n(from, tile.pixels.size(), tile.pixels.begin());
    from += tile.pixels.size();
  }
  return tiles;
}

// [tiles][kClasses] probabilities. Of first looks: eight more where there is doubt would make most
// augmented tiles nine times as dear.
torch::Tensor Say(const Model& model, const std::vector<Tile28>& tiles) {
  std::vector<Scores> scores(tiles.size());
  Workspace workspace;
  model.FirstLook(tiles, scores, workspace);
  torch::Tensor said = torch::empty({static_cast<std::int64_t>(tiles.size()), kClasses});
  float* to = said.data_ptr<float>();
  for (const Scores& one : scores) {
    to = std::copy(one.probabilities.begin(), one.probabilities.end(), to);
  }
  return said;
}

}  // namespace

Result<Teachers> Teachers::Load(const std::vector<std::string>& paths, const TileSet& tiles) {
  const std::vector<std::size_t> indices = ValidationIndices(tiles, {});
  std::vector<Tile28> held_out;
  held_out.reserve(indices.size());
  for (const std::size_t index : indices) held_out.push_back(tiles.tiles[index]);
  Teachers result;
  for (const std::string& path : paths) {
    const Result<Recognizer> recognizer = cli::LoadRecognizer(path);
    if (!recognizer.ok()) return recognizer.error();
    Teacher teacher{recognizer.value().model(), {}};
    const Validation validation = Validate(Say(teacher.model, held_out), tiles, indices);
    for (std::size_t source = 0; source < kSources; ++source) {
      const double share =
          static_cast<double>(validation.errors[source]) / std::max(validation.counts[source], 1);
      teacher.weights[source] =
          static_cast<float>(std::pow(kShareOfLuck / (share + kShareOfLuck), kPower));  // at most 1
    }
    result.teachers_.push_back(std::move(teacher));
  }
  return result;
}

torch::Tensor Teachers::Probabilities(const torch::Tensor& pictures, const TileSet& tiles,
                                      const std::vector<std::size_t>& indices) const {
  const std::vector<Tile28> asked = ToTiles(pictures);
  torch::Tensor sum = torch::zeros({pictures.size(0), kClasses});
  torch::Tensor total = torch::zeros({pictures.size(0), 1});
  for (const Teacher& teacher : teachers_) {
    std::vector<float> weights;
    weights.reserve(indices.size());
    for (const std::size_t index : indices) {
      weights.push_back(teacher.weights[static_cast<std::size_t>(tiles.sources[index])]);
    }
    const torch::Tensor weight = torch::tensor(weights).unsqueeze(1);
    sum = sum + weight * Say(teacher.model, asked);
    total = total + weight;
  }
  return sum / total;
}

}  // namespace inkdigit::training
