#include "training/train/reach.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>
#include <vector>

namespace inkdigit::training {
namespace {

constexpr double kFactor = 1.5;

using Vector = std::vector<float>;

// Of length 1; empty where there is nothing to scale.
Vector UnitFeatures(const Model& model, const Tile28& tile, Workspace& workspace) {
  Vector features(model.info().features);
  Scores scores;
  model.FirstLook({&tile, 1}, {&scores, 1}, features, workspace);
  double square = 0.0;
  for (const float value : features) square += static_cast<double>(value) * value;
  if (!(square > 0.0)) return {};
  for (float& value : features) value = static_cast<float>(value / std::sqrt(square));
  return features;
}

double SquaredDistance(const Vector& a, const Vector& b) {
  double sum = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const double difference = static_cast<double>(a[i]) - b[i];
    sum += difference * difference;
  }
  return sum;
}

}  // namespace

std::optional<double> MeasureReach(const Model& model, const TileSet& tiles) {
  // Tiles of one writer's drawings of one digit. A few pairs are one drawing on two canvases: with
  // 25 drawings on four canvases each, one in thirty-three.
  std::map<std::pair<int, int>, std::vector<Vector>> drawings;
  Workspace workspace;
  for (std::size_t i = 0; i < tiles.size(); ++i) {
    if (tiles.splits[i] != Split::kValidation || tiles.sources[i] != Source::kPendigits) continue;
    Vector features = UnitFeatures(model, tiles.tiles[i], workspace);
    if (!features.empty()) {
      drawings[{tiles.writers[i], tiles.labels[i]}].push_back(std::move(features));
    }
  }
  std::vector<double> squares;
  for (const auto& [key, own] : drawings) {
    for (std::size_t i = 0; i < own.size(); ++i) {
      for (std::size_t j = i + 1; j < own.size(); ++j) {
        squares.push_back(SquaredDistance(own[i], own[j]));
      }
    }
  }
  if (squares.empty()) return std::nullopt;
  const auto middle = squares.begin() + static_cast<std::ptrdiff_t>(squares.size() / 2);
  std::nth_element(squares.begin(), middle, squares.end());
  if (!(*middle > 0.0)) return std::nullopt;
  return kFactor * *middle;
}

}  // namespace inkdigit::training
