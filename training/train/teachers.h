// Networks that were trained before, and what they say of a tile: a softer and often better truth
// than a label.
#pragma once

#include <torch/types.h>

#include <string>
#include <vector>

#include "inkdigit/result.h"
#include "training/tiles/tile_set.h"
#include "training/train/network.h"

namespace inkdigit::training {

// Distillation (Hinton, Vinyals and Dean, 2015) from model files.
class Teachers {
 public:
  // None.
  Teachers() = default;

  // Each teacher counts for a source by 1 / (its errors on that source's validation tiles + 1)^2:
  // one that never saw degraded tiles has little to say of them. Errors: a file that can't be read
  // or is no model.
  static Result<Teachers> Load(const std::vector<std::string>& paths, const TileSet& tiles);

  [[nodiscard]] bool empty() const { return teachers_.empty(); }

  // [batch][kClasses] probabilities: the weighted means of what the teachers say of `pictures`
  // [batch][1][28][28], which are `indices` of the tile set, perhaps augmented. Safe to call from
  // several threads at once.
  [[nodiscard]] torch::Tensor Probabilities(const torch::Tensor& pictures, const TileSet& tiles,
                                            const std::vector<std::size_t>& indices) const;

 private:
  struct Teacher {
    Network network;
    double temperature;
    std::vector<float> weights;  // [source]
  };
  std::vector<Teacher> teachers_;
};

}  // namespace inkdigit::training
