// Networks that were trained before, and what they say of a tile: a softer and often better truth
// than a label.
#pragma once

#include <torch/types.h>

#include <array>
#include <string>
#include <vector>

#include "inkdigit/model.h"
#include "inkdigit/result.h"
#include "training/tiles/tile_set.h"

namespace inkdigit::training {

// Distillation (Hinton, Vinyals and Dean, 2015) from model files. The recogniser's own kernels run
// them: four times as fast as libtorch does.
class Teachers {
 public:
  // None.
  Teachers() = default;

  // Each teacher counts for a source by 1 / (its share of errors on that source's validation tiles,
  // and 1 % more)^4. So one that never saw degraded tiles has next to nothing to say of them, and
  // of two that make few errors neither counts for much more than the other. Errors: a file that
  // can't be read or is no model.
  static Result<Teachers> Load(const std::vector<std::string>& paths, const TileSet& tiles);

  [[nodiscard]] bool empty() const { return teachers_.empty(); }

  // [batch][kClasses] probabilities: the weighted means of what the teachers say of `pictures`
  // [batch][1][28][28], which are `indices` of the tile set, perhaps augmented. Safe to call from
  // several threads at once.
  [[nodiscard]] torch::Tensor Probabilities(const torch::Tensor& pictures, const TileSet& tiles,
                                            const std::vector<std::size_t>& indices) const;

 private:
  struct Teacher {
    Model model;
    std::array<float, kSources> weights;
  };
  std::vector<Teacher> teachers_;
};

}  // namespace inkdigit::training
