// One source for every instruction set: Highway compiles this file once for each target
// (foreach_target.h), and the table at its end names the results. Nothing of libhwy is linked: its
// run-time detection costs 4 ms at every start, and the compiler's own __builtin_cpu_supports asks
// the CPU as well.
#include "kernels/simd.h"
#include "kernels/simd_targets.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/simd.cpp"
// foreach_target.h includes this file again, so it has to come before highway.h.
#include "hwy/foreach_target.h"  // IWYU pragma: keep
#include "hwy/highway.h"
#include "kernels/first_conv-inl.h"
#include "kernels/winograd-inl.h"

HWY_BEFORE_NAMESPACE();
namespace inkdigit::kernels::HWY_NAMESPACE {

// The one-lane fallback (and its emulation of 128 bits) would be no faster than the scalar set,
// which is used there.
#if HWY_TARGET != HWY_SCALAR && HWY_TARGET != HWY_EMU128

namespace hn = hwy::HWY_NAMESPACE;
using Floats = hn::ScalableTag<float>;
using FloatVector = hn::Vec<Floats>;
constexpr int kLanes = static_cast<int>(hn::MaxLanes(Floats()));
static_assert(kChannelStep % kLanes == 0, "channels are processed in whole vectors");

// A block of the convolution keeps kPixels x kVectors sums in registers. Each weight vector loaded
// serves kPixels multiply-adds, each input number broadcast serves kVectors; there must be at least
// 8 to 10 sums, or one multiply-add waits for another's result, and they must fit beside one
// broadcast and kVectors weights.
#if HWY_TARGET == HWY_AVX3 || HWY_TARGET == HWY_NEON
constexpr int kPixels = 8;  // of 32 registers: 8 * 2 + 2 + 1
#else
constexpr int kPixels = 6;  // of 16 registers: 6 * 2 + 2 + 1
#endif
constexpr int kMostVectors = 2;  // and HWY_UNROLL(8) below unrolls all loops over either

struct ConvBlock {
  const float* inputs[kPixels];  // top left tap of each output pixel
  float* outputs[kPixels];
};

// out_channels [first, first + kVectors * kLanes) of the pixels of one block.
template <int kBlockPixels, int kVectors>
HWY_INLINE void ConvolveBlock(const Conv3x3Shape& shape, const ConvBlock& block, int first,
                              const float* HWY_RESTRICT weights, const float* HWY_RESTRICT bias) {
  const Floats d;
  FloatVector sums[kBlockPixels][kVectors];
  HWY_UNROLL(8)
  for (int v = 0; v < kVectors; ++v) {
    const FloatVector start = hn::Load(d, bias + first + v * kLanes);
    HWY_UNROLL(8)
    for (int p = 0; p < kBlockPixels; ++p) sums[p][v] = start;
  }
  const float* weight = weights + first;
  for (int ky = 0; ky < 3; ++ky) {
    // The three taps of a row lie side by side: one run of 3 * in_channels numbers.
    const size_t row = static_cast<size_t>(ky) * static_cast<size_t>(shape.width + 2) *
                       static_cast<size_t>(shape.in_channels);
    const size_t run = 3 * static_cast<size_t>(shape.in_channels);
    for (size_t i = row; i < row + run; ++i) {
      FloatVector w[kVectors];
      HWY_UNROLL(8)
      for (int v = 0; v < kVectors; ++v) w[v] = hn::Load(d, weight + v * kLanes);
      weight += shape.out_channels;
      HWY_UNROLL(8)
      for (int p = 0; p < kBlockPixels; ++p) {
        const FloatVector x = hn::Set(d, block.inputs[p][i]);
        HWY_UNROLL(8)
        for (int v = 0; v < kVectors; ++v) sums[p][v] = hn::MulAdd(x, w[v], sums[p][v]);
      }
    }
  }
  const FloatVector zero = hn::Zero(d);
  HWY_UNROLL(8)
  for (int p = 0; p < kBlockPixels; ++p) {
    HWY_UNROLL(8)
    for (int v = 0; v < kVectors; ++v) {
      hn::Store(hn::Max(sums[p][v], zero), d, block.outputs[p] + first + v * kLanes);
    }
  }
}

// The block that begins at pixel (y, x).
template <int kBlockPixels, int kVectors>
HWY_INLINE void ConvolvePixels(const Conv3x3Shape& shape, int y, int x, int first_channel,
                               const float* input, const float* weights, const float* bias,
                               float* output) {
  const auto line = static_cast<size_t>(shape.width + 2);
  ConvBlock block;
  for (int p = 0; p < kBlockPixels; ++p) {
    block.inputs[p] = input + (static_cast<size_t>(y) * line + static_cast<size_t>(x)) *
                                  static_cast<size_t>(shape.in_channels);
    block.outputs[p] = output + (static_cast<size_t>(y + 1) * line + static_cast<size_t>(x + 1)) *
                                    static_cast<size_t>(shape.out_channels);
    if (++x == shape.width) {
      x = 0;
      ++y;
    }
  }
  ConvolveBlock<kBlockPixels, kVectors>(shape, block, first_channel, weights, bias);
}

// Blocks take the pixels in reading order across the rows' ends, so that a width of 7 wastes
// nothing.
template <int kVectors>
void ConvolveChannels(const Conv3x3Shape& shape, int first_channel, const float* input,
                      const float* weights, const float* bias, float* output) {
  const int pixels = shape.height * shape.width;
  if (pixels < kPixels) {
    for (int p = 0; p < pixels; ++p) {
      ConvolvePixels<1, kVectors>(shape, p / shape.width, p % shape.width, first_channel, input,
                                  weights, bias, output);
    }
    return;
  }
  for (int p = 0; p < pixels; p += kPixels) {
    // The last block may overlap the one before it: the same numbers are computed twice.
    const int first_pixel = p + kPixels <= pixels ? p : pixels - kPixels;
    ConvolvePixels<kPixels, kVectors>(shape, first_pixel / shape.width, first_pixel % shape.width,
                                      first_channel, input, weights, bias, output);
  }
}

void Conv3x3Relu(const Conv3x3Shape& shape, const float* input, const float* weights,
                 const float* bias, float* output) noexcept {
  int channel = 0;
  for (; channel + kMostVectors * kLanes <= shape.out_channels; channel += kMostVectors * kLanes) {
    ConvolveChannels<kMostVectors>(shape, channel, input, weights, bias, output);
  }
  for (; channel < shape.out_channels; channel += kLanes) {
    ConvolveChannels<1>(shape, channel, input, weights, bias, output);
  }
}

void MaxPool2x2(int height, int width, int channels, const float* HWY_RESTRICT input,
                float* HWY_RESTRICT output) noexcept {
  const Floats d;
  const auto step = static_cast<size_t>(channels);
  const size_t line = static_cast<size_t>(width + 2) * step;
  const size_t out_line = static_cast<size_t>(width / 2 + 2) * step;
  for (int y = 0; y < height / 2; ++y) {
    const float* in = input + static_cast<size_t>(2 * y + 1) * line + step;
    float* out = output + static_cast<size_t>(y + 1) * out_line + step;
    for (int x = 0; x < width / 2; ++x, in += 2 * step, out += step) {
      for (size_t c = 0; c < step; c += kLanes) {
        const FloatVector top = hn::Max(hn::Load(d, in + c), hn::Load(d, in + step + c));
        const FloatVector bottom =
            hn::Max(hn::Load(d, in + line + c), hn::Load(d, in + line + step + c));
        hn::Store(hn::Max(top, bottom), d, out + c);
      }
    }
  }
}

void AverageMaxPool(int height, int width, int channels, const float* HWY_RESTRICT input,
                    float* HWY_RESTRICT output) noexcept {
  const Floats d;
  const auto step = static_cast<size_t>(channels);
  const size_t line = static_cast<size_t>(width + 2) * step;
  const float* inside = input + line + step;
  const FloatVector pixels = hn::Set(d, static_cast<float>(height * width));
  for (size_t c = 0; c < step; c += kLanes) {
    FloatVector sum = hn::Zero(d);
    FloatVector largest = hn::Load(d, inside + c);
    for (size_t y = 0; y < static_cast<size_t>(height); ++y) {
      for (size_t x = 0; x < static_cast<size_t>(width); ++x) {
        const FloatVector value = hn::Load(d, inside + y * line + x * step + c);
        sum = hn::Add(sum, value);
        largest = hn::Max(largest, value);
      }
    }
    hn::Store(hn::Div(sum, pixels), d, output + c);
    hn::Store(largest, d, output + step + c);
  }
}

void Dense(int in, int out, const float* HWY_RESTRICT input, const float* HWY_RESTRICT weights,
           const float* HWY_RESTRICT bias, float* HWY_RESTRICT output) noexcept {
  const Floats d;
  const auto size = static_cast<size_t>(in);
  const size_t whole = size - size % kLanes;
  for (int o = 0; o < out; ++o) {
    const float* row = weights + static_cast<size_t>(o) * size;
    FloatVector sums = hn::Zero(d);
    for (size_t i = 0; i < whole; i += kLanes) {
      sums = hn::MulAdd(hn::LoadU(d, row + i), hn::LoadU(d, input + i), sums);
    }
    float sum = bias[o] + hn::GetLane(hn::SumOfLanes(d, sums));
    for (size_t i = whole; i < size; ++i) sum += row[i] * input[i];
    output[o] = sum;
  }
}

#endif

}  // namespace inkdigit::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace inkdigit::kernels {
namespace {

#if HWY_ARCH_X86
// What Highway's HWY_AVX3, HWY_AVX2 and HWY_SSE4 compile to (hwy/ops/set_macros-inl.h), less what
// is disabled above.
bool HasSse4() noexcept {
  return __builtin_cpu_supports("ssse3") && __builtin_cpu_supports("sse4.1") &&
         __builtin_cpu_supports("sse4.2");
}
bool HasAvx2() noexcept {
  return HasSse4() && __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") &&
         __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2");
}
bool HasAvx512() noexcept {
  return HasAvx2() && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
         __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw");
}
#endif

constexpr KernelSet kSets[] = {
#if HWY_TARGETS & HWY_AVX3
    {"avx512", HasAvx512, N_AVX3::Conv3x3Relu, N_AVX3::FirstConv3x3Relu,
     N_AVX3::WinogradConv3x3Relu, N_AVX3::MaxPool2x2, N_AVX3::AverageMaxPool, N_AVX3::Dense},
#endif
#if HWY_TARGETS & HWY_AVX2
    {"avx2", HasAvx2, N_AVX2::Conv3x3Relu, N_AVX2::FirstConv3x3Relu, N_AVX2::WinogradConv3x3Relu,
     N_AVX2::MaxPool2x2, N_AVX2::AverageMaxPool, N_AVX2::Dense},
#endif
#if HWY_TARGETS & HWY_SSE4
    {"sse4", HasSse4, N_SSE4::Conv3x3Relu, N_SSE4::FirstConv3x3Relu, N_SSE4::WinogradConv3x3Relu,
     N_SSE4::MaxPool2x2, N_SSE4::AverageMaxPool, N_SSE4::Dense},
#endif
#if HWY_TARGETS & HWY_NEON
    {"neon", []() noexcept { return true; }, N_NEON::Conv3x3Relu, N_NEON::FirstConv3x3Relu,
     N_NEON::WinogradConv3x3Relu, N_NEON::MaxPool2x2, N_NEON::AverageMaxPool, N_NEON::Dense},
#endif
};

}  // namespace

std::span<const KernelSet> SimdKernels() noexcept { return kSets; }

}  // namespace inkdigit::kernels
#endif  // HWY_ONCE
