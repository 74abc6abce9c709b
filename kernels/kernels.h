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

// Maps of one shape, `step` floats apart.
struct Conv3x3Maps {
  int count;
  const float* input;
  std::size_t input_step;
  float* output;
  std::size_t output_step;
};

// Winograd's way to the same convolution (kernels/winograd-inl.h says how).
inline constexpr int kWinogradPositions = 36;
inline constexpr int kWinogradBlocks = 12;  // of 4x4 outputs at a time: then the scratch fits in L2
[[nodiscard]] constexpr std::size_t WinogradScratch(int in_channels, int out_channels) noexcept {
  return static_cast<std::size_t>(kWinogradPositions) * kWinogradBlocks *
         static_cast<std::size_t>(in_channels + out_channels);
}

struct KernelSet {
  std::string_view name;         // "avx2", "scalar": logged at start-up, printed by every benchmark
  bool (*supported)() noexcept;  // asks the CPU

  void (*conv3x3_relu)(const Conv3x3Shape& shape, const float* input, const float* weights,
                       const float* bias, float* output) noexcept;
  // The same for several maps at once, in_channels a multiple of kChannelStep, with weights from
  // WinogradWeights() and WinogradScratch() floats of scratch. A map's numbers don't depend on the
  // maps beside it. A third of the multiplications, and a few times the rounding error. Null where
  // there is no such kernel.
  void (*winograd_conv3x3_relu)(const Conv3x3Shape& shape, const Conv3x3Maps& maps,
                                const float* weights, const float* bias, float* scratch) noexcept;
  // 2x2 maximum, stride 2: padded map height x width -> padded map height/2 x width/2; both sides
  // even.
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
