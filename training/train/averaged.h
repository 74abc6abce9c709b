// The averaged network of a checkpoint, ready to be measured.
#pragma once

#include <torch/types.h>

#include <cstdint>
#include <vector>

#include "training/tiles/sampler.h"
#include "training/tiles/tile_set.h"
#include "training/train/network.h"
#include "training/train/recipe.h"
#include "training/train/trainer.h"

namespace inkdigit::training {

// [batch][1][28][28] floats, 0 to 1.
[[nodiscard]] torch::Tensor StackTiles(const TileSet& set, const std::vector<std::size_t>& indices);

// [batch] class numbers.
[[nodiscard]] torch::Tensor StackLabels(const TileSet& set,
                                        const std::vector<std::size_t>& indices);

// A network with the weights `averages` and with batch statistics gathered anew for them, from the
// training batches that begin at number `step`, augmented as they are there. In evaluation mode.
[[nodiscard]] Network AveragedNetwork(const std::vector<Layer>& layers,
                                      const std::vector<torch::Tensor>& averages,
                                      const Recipe& recipe, const TileSet& set,
                                      const Sampler& sampler, std::int64_t step);

// All validation tiles but those of the kinds left out.
[[nodiscard]] std::vector<std::size_t> ValidationIndices(const TileSet& set,
                                                         const LeftOutKinds& left_out);

// Logits [indices][11] without gradients.
[[nodiscard]] torch::Tensor LogitsOf(Network& network, const TileSet& set,
                                     const std::vector<std::size_t>& indices);

[[nodiscard]] Validation Validate(const torch::Tensor& logits, const TileSet& set,
                                  const std::vector<std::size_t>& indices);

}  // namespace inkdigit::training
