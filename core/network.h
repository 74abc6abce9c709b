// The network that a model file describes: a plan of kernel calls and its weights, laid out as the
// kernels take them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/aligned_floats.h"
#include "core/layer_list.h"
#include "core/safetensors.h"
#include "inkdigit/normalize.h"
#include "inkdigit/result.h"
#include "kernels/kernels.h"

namespace inkdigit {

// Immutable once built; any number of threads may run it, each with its own scratch.
class Network {
 public:
  // Errors: kBadModel, naming the layer or the tensor that is wrong.
  static Result<Network> Build(const std::vector<Layer>& layers, const Safetensors& file);

  [[nodiscard]] std::int64_t parameters() const noexcept { return parameters_; }
  [[nodiscard]] std::int64_t multiply_adds() const noexcept { return multiply_adds_; }

  // Floats of scratch that Run() needs, beginning at an address aligned to kernels::kAlignment.
  [[nodiscard]] std::size_t scratch_size() const noexcept { return scratch_size_; }

  // logits[tile][outputs of the last layer]. Allocates nothing.
  void Run(const kernels::KernelSet& kernels, std::span<const Tile28> tiles,
           std::span<float> logits, std::span<float> scratch) const;

 private:
  // One layer and where its input and its output lie in the scratch. Every map has a place of its
  // own, because its border must stay zero while its inside is written.
  struct Step {
    Layer layer;
    int height = 0;  // of the input
    int width = 0;
    int inputs = 0;  // channels or, for a dense layer, numbers
    std::size_t input_offset = 0;
    std::size_t output_offset = 0;
    AlignedFloats weights;  // conv3x3: [3][3][in][out]; dense: [out][in]
    AlignedFloats bias;
  };
  // A map of the plan with its border.
  struct Map {
    int height = 0;
    int width = 0;
    int channels = 0;
    std::size_t offset = 0;
  };

  std::size_t Reserve(std::size_t floats);
  Map AddMap(int height, int width, int channels);
  static Result<AlignedFloats> TakeTensor(const Safetensors& file, const std::string& name,
                                          const std::vector<std::int64_t>& shape);

  std::vector<Step> steps_;
  std::vector<Map> maps_;  // the first is the tile
  std::size_t scratch_size_ = 0;
  std::int64_t parameters_ = 0;
  std::int64_t multiply_adds_ = 0;
};

}  // namespace inkdigit
