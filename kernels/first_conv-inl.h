// The first convolution, whose one input channel fills no vector: 2x4 pixels at a time, all nine
// taps in registers. Included by simd.cpp once for each instruction set.
#if defined(INKDIGIT_KERNELS_FIRST_CONV_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef INKDIGIT_KERNELS_FIRST_CONV_INL_H_
#undef INKDIGIT_KERNELS_FIRST_CONV_INL_H_
#else
#define INKDIGIT_KERNELS_FIRST_CONV_INL_H_
#endif

#include <algorithm>

#include "hwy/highway.h"
#include "kernels/kernels.h"

HWY_BEFORE_NAMESPACE();
namespace inkdigit::kernels::HWY_NAMESPACE {

#if HWY_TARGET != HWY_SCALAR && HWY_TARGET != HWY_EMU128

namespace first_conv {

namespace hn = hwy::HWY_NAMESPACE;
using Floats = hn::ScalableTag<float>;
using Vector = hn::Vec<Floats>;

constexpr int kDown = 2;
constexpr int kAcross = 4;

// Sums of kDown x kAcross pixels, one vector of channels each, the top left tap at `input`.
HWY_INLINE void Sum(const float* HWY_RESTRICT input, size_t line, const Vector* taps, Vector bias,
                    Vector* sums) {
  HWY_UNROLL(8)
  for (int p = 0; p < kDown * kAcross; ++p) sums[p] = bias;
  HWY_UNROLL(9)
  for (int tap = 0; tap < 9; ++tap) {
    HWY_UNROLL(8)
    for (int p = 0; p < kDown * kAcross; ++p) {
      const float* pixel = input + static_cast<size_t>(p / kAcross + tap / 3) * line +
                           static_cast<size_t>(p % kAcross + tap % 3);
      sums[p] = hn::MulAdd(hn::Set(Floats(), *pixel), taps[tap], sums[p]);
    }
  }
}

// One vector of the output channels of a whole map, from `weights` and `bias` on.
template <bool kPool>
HWY_INLINE void ConvolveVector(const Conv3x3Shape& shape, const float* HWY_RESTRICT input,
                               const float* HWY_RESTRICT weights, const float* HWY_RESTRICT bias,
                               float* HWY_RESTRICT output) {
  const Floats d;
  const auto channels = static_cast<size_t>(shape.out_channels);
  const auto in_line = static_cast<size_t>(shape.width + 2);
  constexpr int kStep = kPool ? 2 : 1;
  const size_t out_line = static_cast<size_t>(shape.width / kStep + 2) * channels;
  Vector taps[9];
  HWY_UNROLL(9)
  for (int tap = 0; tap < 9; ++tap) {
    taps[tap] = hn::Load(d, weights + static_cast<size_t>(tap) * channels);
  }
  const Vector start = hn::Load(d, bias);
  const Vector zero = hn::Zero(d);
  for (int row = 0; row < shape.height; row += kDown) {
    // The last pixels may overlap those before them: the same numbers are computed twice.
    const int y = std::min(row, shape.height - kDown);
    for (int column = 0; column < shape.width; column += kAcross) {
      const int x = std::min(column, shape.width - kAcross);
      Vector sums[kDown * kAcross];
      Sum(input + static_cast<size_t>(y) * in_line + static_cast<size_t>(x), in_line, taps, start,
          sums);
      float* out = output + static_cast<size_t>(y / kStep + 1) * out_line +
                   static_cast<size_t>(x / kStep + 1) * channels;
      if constexpr (kPool) {
        const Vector left = hn::Max(hn::Max(sums[0], sums[1]), hn::Max(sums[4], sums[5]));
        const Vector right = hn::Max(hn::Max(sums[2], sums[3]), hn::Max(sums[6], sums[7]));
        hn::Store(hn::Max(left, zero), d, out);
        hn::Store(hn::Max(right, zero), d, out + channels);
      } else {
        HWY_UNROLL(8)
        for (int p = 0; p < kDown * kAcross; ++p) {
          hn::Store(hn::Max(sums[p], zero), d,
                    out + static_cast<size_t>(p / kAcross) * out_line +
                        static_cast<size_t>(p % kAcross) * channels);
        }
      }
    }
  }
}

}  // namespace first_conv

void FirstConv3x3Relu(const Conv3x3Shape& shape, bool max_pool, const float* input,
                      const float* weights, const float* bias, float* output) noexcept {
  constexpr int kLanes = static_cast<int>(hwy::HWY_NAMESPACE::MaxLanes(first_conv::Floats()));
  for (int c = 0; c < shape.out_channels; c += kLanes) {
    if (max_pool) {
      first_conv::ConvolveVector<true>(shape, input, weights + c, bias + c, output + c);
    } else {
      first_conv::ConvolveVector<false>(shape, input, weights + c, bias + c, output + c);
    }
  }
}

#endif

}  // namespace inkdigit::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif  // per-target include guard
