// Floats in, floats out. Knows shapes; knows nothing of digits, images or files.
//
// Layout: activations are [row][col][channel] with a border of one zero pixel on every side, so
// that a 3x3 convolution needs no special case at the edge. A map of `height` x `width` pixels with
// `channels` channels thus takes (height + 2) * (width + 2) * channels floats. Channels are always
// a multiple of kChannelStep, except for the input of the first layer, which has one. Pointers are
// aligned to kAlignment bytes.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "kernels/winograd_tiling.h"

namespace inkdigit::kernels {

inline constexpr int kChannelStep = 16;  // every layer's output channels are a multiple of this
inline constexpr std::size_t kAlignment = 64;

// One 3x3 convolution, stride 1, zero padding, bias and ReLU.
//   weights[3][3][in_channels][out_channels], bias[out_channels]
//   input:  padded map, height x width x in_channels (in_channels 1 or a multiple of kChannelStep)
//   output: padded map, height x width x out_channels; only the inside is written, the caller keeps
//   the border zero
struct Conv3x3Shape {
  int height;
  int width;
  int in_channels;
  int out_channels;
};

// A convolution, and whether max_pool_2x2 of its output is wanted in the output's place.
struct WinogradShape {
  Conv3x3Shape conv;
  bool max_pool;
};

// Maps of one shape, `step` floats apart.
struct Conv3x3Maps {
  int count;
  const float* input;
  std::size_t input_step;
  float* output;
  std::size_t output_step;
};

// Winograd's way to the same convolution (kernels/winograd-inl.h says how).
inline constexpr int kWinogradPanels = 2;  // of kChannelStep outputs that are finished together
// Floats from one position's rows to the next position's: an odd number of cache lines, because
// steps of a power of two would meet in a few sets of the cache.
[[nodiscard]] constexpr std::size_t WinogradPlane(int row_size) noexcept {
  return std::size_t{kWinogradBlocks} * static_cast<std::size_t>(row_size) +
         std::size_t{kChannelStep};
}
[[nodiscard]] constexpr std::size_t WinogradScratch(int in_channels) noexcept {
  return kWinogradPositions *
         (WinogradPlane(in_channels) + WinogradPlane(kWinogradPanels * kChannelStep));
}

struct KernelSet {
  std::string_view name;         // "avx2", "scalar": logged at start-up, printed by every benchmark
  bool (*supported)() noexcept;  // asks the CPU

  void (*conv3x3_relu)(const Conv3x3Shape& shape, const float* input, const float* weights,
                       const float* bias, float* output) noexcept;
  // The same for in_channels = 1, height at least 2 and width at least 4; with `max_pool`, where
  // both are even, max_pool_2x2 of its output in the output's place. Null where there is no such
  // kernel.
  void (*first_conv3x3_relu)(const Conv3x3Shape& shape, bool max_pool, const float* input,
                             const float* weights, const float* bias, float* output) noexcept;
  // conv3x3_relu for several maps at once, in_channels a multiple of kChannelStep, with weights
  // from WinogradWeights() and WinogradScratch() floats of scratch. A map's numbers don't depend on
  // the maps beside it. A third of the multiplications, and a few times the rounding error. Null
  // where there is no such kernel.
  void (*winograd_conv3x3_relu)(const WinogradShape& shape, const Conv3x3Maps& maps,
                                int largest_block, const float* weights, const float* bias,
                                float* scratch) noexcept;
  // 2x2 maximum, stride 2: padded map height x width -> padded map height/2 x width/2, rounded
  // down: the last row or column of an odd side is left out.
  void (*max_pool_2x2)(int height, int width, int channels, const float* input,
                       float* output) noexcept;
  // Average and maximum over the inside of a padded map: output[2 * channels] = averages, then
  // maxima.
  void (*average_max_pool)(int height, int width, int channels, const float* input,
                           float* output) noexcept;
  // output[out] = weights[out][in] * input[in] + bias[out]; no ReLU, any sizes.
  void (*dense)(int in, int out, const float* input, const float* weights, const float* bias,
                float* output) noexcept;
};

// Best first; the last, "scalar", is the specification and runs everywhere.
[[nodiscard]] std::span<const KernelSet> AllKernels() noexcept;

// The set of that name, or with an empty name the best that this CPU runs. Null for a name that is
// unknown here or that this CPU can't run.
[[nodiscard]] const KernelSet* FindKernels(std::string_view name) noexcept;

}  // namespace inkdigit::kernels
