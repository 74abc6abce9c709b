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
  // The weights are laid out for `kernels`, which must outlive the network and run on this CPU.
  // Errors: kBadModel, naming the layer or the tensor that is wrong.
  static Result<Network> Build(const std::vector<Layer>& layers, const Safetensors& file,
                               const kernels::KernelSet& kernels);

  [[nodiscard]] std::int64_t parameters() const noexcept { return parameters_; }
  [[nodiscard]] std::int64_t multiply_adds() const noexcept { return multiply_adds_; }

  // Floats of scratch that Run() needs, beginning at an address aligned to kernels::kAlignment.
  [[nodiscard]] std::size_t scratch_size() const noexcept { return scratch_size_; }

  // The length of a tile's features: the numbers that the last layer weighs.
  [[nodiscard]] std::size_t features() const noexcept {
    return static_cast<std::size_t>(steps_.back().input.channels);
  }

  // logits[tile][outputs of the last layer] and, unless that is empty, features[tile][features()].
  // Allocates nothing. A tile's numbers don't depend on the tiles beside it; but a tile alone may
  // take another way, whose rounding differs.
  void Run(std::span<const Tile28> tiles, std::span<float> logits, std::span<float> features,
           std::span<float> scratch) const;

 private:
  // A map with its border, once for each of the tiles that go through the network together. Every
  // map has a place of its own, because its border must stay zero while its inside is written.
  struct Map {
    int height = 0;
    int width = 0;
    int channels = 0;
    std::size_t offset = 0;  // of the first tile's, in the scratch
    std::size_t step = 0;    // to the next tile's
  };
  enum class Convolution { kDirect, kFirst, kWinograd };
  // One layer with its input and its output.
  struct Step {
    Layer layer;
    Map input;
    Map output;
    Convolution way = Convolution::kDirect;
    bool max_pool = false;  // the 2x2 maximum that follows is taken in the same step
    int block_alone = 0;    // Winograd's largest block for a tile alone
    // conv3x3: [3][3][in][out], or as WinogradWeights() says; dense: [out][in]
    AlignedFloats weights;
    AlignedFloats bias;
  };

  explicit Network(const kernels::KernelSet& kernels) : kernels_(&kernels) {}

  std::size_t Reserve(std::size_t floats);
  Map AddMap(int height, int width, int channels);
  Map AddNumbers(int count);
  void LayOutConvolution(Step& step, const AlignedFloats& weights);
  void ChooseBlocksAlone();
  static Result<AlignedFloats> TakeTensor(const Safetensors& file, const std::string& name,
                                          const std::vector<std::int64_t>& shape);
  void ReadTile(const Tile28& tile, std::size_t place, std::span<float> scratch) const;
  void RunStep(const Step& step, std::size_t tiles, bool alone, float* logits,
               std::span<float> scratch) const;

  const kernels::KernelSet* kernels_;
  std::vector<Step> steps_;
  std::vector<Map> maps_;  // the first is the tile
  std::size_t scratch_size_ = 0;
  std::size_t winograd_scratch_ = 0;  // floats of it that the largest convolution wants
  std::size_t winograd_offset_ = 0;
  std::int64_t parameters_ = 0;
  std::int64_t multiply_adds_ = 0;
};

}  // namespace inkdigit
