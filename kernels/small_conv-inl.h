// The convolution of one 3x3 map. All nine pixels' sums stay in registers, so each weight is read
// once, 9 for a pair of channels, where Winograd's way reads 25: on a map this small reading takes
// longer than multiplying. Taps that meet the border are left out: 49 of 81. Included by simd.cpp
// once for each instruction set.
#if defined(INKDIGIT_KERNELS_SMALL_CONV_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef INKDIGIT_KERNELS_SMALL_CONV_INL_H_
#undef INKDIGIT_KERNELS_SMALL_CONV_INL_H_
#else
#define INKDIGIT_KERNELS_SMALL_CONV_INL_H_
#endif

#include "hwy/highway.h"
#include "kernels/kernels.h"

HWY_BEFORE_NAMESPACE();
namespace inkdigit::kernels::HWY_NAMESPACE {

#if HWY_TARGET != HWY_SCALAR && HWY_TARGET != HWY_EMU128

namespace small_conv {

namespace hn = hwy::HWY_NAMESPACE;
using Floats = hn::ScalableTag<float>;
using Vector = hn::Vec<Floats>;
constexpr int kLanes = static_cast<int>(hn::MaxLanes(Floats()));
constexpr int kSide = 3;
constexpr int kPixels = kSide * kSide;
constexpr int kTaps = 9;

// Vectors of output channels at a time. With 32 registers two, beside the nine pixels of one input
// channel: one chain of sums alone would wait for itself.
#if HWY_TARGET == HWY_AVX3 || HWY_TARGET == HWY_NEON
constexpr int kMostVectors = 2;
#else
constexpr int kMostVectors = 1;
#endif

// Whether `tap` of the pixel `out` lies on the map, and on which pixel.
constexpr int SourceOf(int out, int tap) {
  const int y = out / kSide + tap / 3 - 1;
  const int x = out % kSide + tap % 3 - 1;
  return y < 0 || x < 0 || y >= kSide || x >= kSide ? -1 : y * kSide + x;
}

// out_channels [first, first + kVectors * kLanes).
template <int kVectors>
HWY_INLINE void ConvolveChannels(int in_channels, int out_channels, int first,
                                 const float* HWY_RESTRICT input, const float* HWY_RESTRICT weights,
                                 const float* HWY_RESTRICT bias, float* HWY_RESTRICT output) {
  const Floats d;
  const auto in = static_cast<size_t>(in_channels);
  const auto out = static_cast<size_t>(out_channels);
  constexpr size_t kLine = kSide + 2;
  const float* weight[kVectors];
  Vector sums[kPixels][kVectors];
  HWY_UNROLL(2)
  for (int v = 0; v < kVectors; ++v) {
    const auto channel = static_cast<size_t>(first + v * kLanes);
    weight[v] =
        weights + channel / kChannelStep * (in * kTaps * kChannelStep) + channel % kChannelStep;
    const Vector start = hn::Load(d, bias + channel);
    HWY_UNROLL(9)
    for (int p = 0; p < kPixels; ++p) sums[p][v] = start;
  }
  const float* inside = input + (kLine + 1) * in;
  for (size_t i = 0; i < in; ++i) {
    Vector pixels[kPixels];
    HWY_UNROLL(9)
    for (int p = 0; p < kPixels; ++p) {
      const auto place = static_cast<size_t>(p / kSide) * kLine + static_cast<size_t>(p % kSide);
      pixels[p] = hn::Set(d, inside[place * in + i]);
    }
    HWY_UNROLL(9)
    for (int tap = 0; tap < kTaps; ++tap) {
      HWY_UNROLL(2)
      for (int v = 0; v < kVectors; ++v) {
        const Vector w = hn::Load(d, weight[v] + tap * kChannelStep);
        HWY_UNROLL(9)
        for (int p = 0; p < kPixels; ++p) {
          const int source = SourceOf(p, tap);
          if (source >= 0) sums[p][v] = hn::MulAdd(pixels[source], w, sums[p][v]);
        }
      }
    }
    HWY_UNROLL(2)
    for (int v = 0; v < kVectors; ++v) weight[v] += kTaps * kChannelStep;
  }
  const Vector zero = hn::Zero(d);
  HWY_UNROLL(9)
  for (int p = 0; p < kPixels; ++p) {
    const auto place =
        static_cast<size_t>(p / kSide + 1) * kLine + static_cast<size_t>(p % kSide) + 1;
    HWY_UNROLL(2)
    for (int v = 0; v < kVectors; ++v) {
      hn::Store(hn::Max(sums[p][v], zero), d,
                output + place * out + static_cast<size_t>(first + v * kLanes));
    }
  }
}

}  // namespace small_conv

void SmallConv3x3Relu(int in_channels, int out_channels, const float* input, const float* weights,
                      const float* bias, float* output) noexcept {
  using small_conv::kLanes;
  using small_conv::kMostVectors;
  int first = 0;
  for (; first + kMostVectors * kLanes <= out_channels; first += kMostVectors * kLanes) {
    small_conv::ConvolveChannels<kMostVectors>(in_channels, out_channels, first, input, weights,
                                               bias, output);
  }
  for (; first < out_channels; first += kLanes) {
    small_conv::ConvolveChannels<1>(in_channels, out_channels, first, input, weights, bias, output);
  }
}

#endif

}  // namespace inkdigit::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
