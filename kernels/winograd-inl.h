// 3x3 convolution by Winograd's minimal filtering F(4x4, 3x3), after Lavin and Gray, "Fast
// Algorithms for Convolutional Neural Networks" (2016), with their matrices (points 0, 1, -1, 2,
// -2): a patch of 6x6 inputs gives 4x4 outputs with 36 multiplications a pair of channels instead
// of 144. Included by simd.cpp once for each instruction set.
#if defined(INKDIGIT_KERNELS_WINOGRAD_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef INKDIGIT_KERNELS_WINOGRAD_INL_H_
#undef INKDIGIT_KERNELS_WINOGRAD_INL_H_
#else
#define INKDIGIT_KERNELS_WINOGRAD_INL_H_
#endif

#include <algorithm>

#include "hwy/highway.h"
#include "kernels/kernels.h"

HWY_BEFORE_NAMESPACE();
namespace inkdigit::kernels::HWY_NAMESPACE {

#if HWY_TARGET != HWY_SCALAR && HWY_TARGET != HWY_EMU128

namespace winograd {

namespace hn = hwy::HWY_NAMESPACE;
using Floats = hn::ScalableTag<float>;
using Vector = hn::Vec<Floats>;
constexpr int kLanes = static_cast<int>(hn::MaxLanes(Floats()));

constexpr int kPatch = 6;  // side of what is read
constexpr int kBlock = 4;  // side of what is written
constexpr int kPanel = kChannelStep;
constexpr int kVectors = kPanel / kLanes;

// Rows whose sums stay in registers together: kRows * kVectors sums a panel, kVectors weights, a
// broadcast.
#if HWY_TARGET == HWY_AVX3
constexpr int kRows = 12;
#elif HWY_TARGET == HWY_AVX2 || HWY_TARGET == HWY_NEON
constexpr int kRows = 6;
#else
constexpr int kRows = 2;
#endif
// Panels of weights that a row meets at once. AVX-512 has registers for two: a number that is
// loaded then serves two multiplications, and the four rows of a single 7x7 map make eight sums, as
// many as it takes to keep both units busy.
#if HWY_TARGET == HWY_AVX3
constexpr int kPanelsTogether = 2;
#else
constexpr int kPanelsTogether = 1;
#endif
static_assert(kWinogradBlocks % kRows == 0, "a full chunk is whole groups of rows");

HWY_INLINE Vector Times(float factor, Vector value) {
  return hn::Mul(hn::Set(Floats(), factor), value);
}
HWY_INLINE Vector AddTimes(Vector sum, float factor, Vector value) {
  return hn::MulAdd(hn::Set(Floats(), factor), value, sum);
}

// One column or row of B^T d, of six numbers `step` vectors apart.
HWY_INLINE void TransformInput(const Vector* in, Vector* out, int step) {
  const Vector d0 = in[0], d1 = in[1], d2 = in[2], d3 = in[3], d4 = in[4], d5 = in[5];
  const Vector even = AddTimes(d4, -4.0F, d2);  // 1 and -1
  const Vector odd = AddTimes(d3, -4.0F, d1);
  const Vector even2 = hn::Sub(d4, d2);  // 2 and -2
  const Vector odd2 = Times(2.0F, hn::Sub(d3, d1));
  out[0] = AddTimes(AddTimes(d4, -5.0F, d2), 4.0F, d0);
  out[1 * step] = hn::Add(even, odd);
  out[2 * step] = hn::Sub(even, odd);
  out[3 * step] = hn::Add(even2, odd2);
  out[4 * step] = hn::Sub(even2, odd2);
  out[5 * step] = AddTimes(AddTimes(d5, -5.0F, d3), 4.0F, d1);
}

// One column or row of A^T m.
HWY_INLINE void TransformOutput(const Vector* in, Vector* out, int step) {
  const Vector sum = hn::Add(in[1], in[2]);
  const Vector difference = hn::Sub(in[1], in[2]);
  const Vector sum2 = hn::Add(in[3], in[4]);
  const Vector difference2 = hn::Sub(in[3], in[4]);
  out[0] = hn::Add(hn::Add(in[0], sum), sum2);
  out[1 * step] = AddTimes(difference, 2.0F, difference2);
  out[2 * step] = AddTimes(sum, 4.0F, sum2);
  out[3 * step] = hn::Add(AddTimes(difference, 8.0F, difference2), in[5]);
}

// Where a block of outputs lies.
struct Block {
  int map;
  int y;
  int x;
};

HWY_INLINE Block BlockAt(const Conv3x3Shape& shape, int index) {
  const int across = (shape.width + kBlock - 1) / kBlock;
  const int down = (shape.height + kBlock - 1) / kBlock;
  const int within = index % (across * down);
  return {index / (across * down), within / across * kBlock, within % across * kBlock};
}

// One block's patch to patches[36][in_channels], `plane` floats from one position to the next.
HWY_INLINE void TransformPatch(const Conv3x3Shape& shape, const Block& block, const float* map,
                               float* HWY_RESTRICT patches, size_t plane) {
  const Floats d;
  const auto channels = static_cast<size_t>(shape.in_channels);
  const size_t line = static_cast<size_t>(shape.width + 2) * channels;
  const float* corner =
      map + static_cast<size_t>(block.y) * line + static_cast<size_t>(block.x) * channels;
  // What lies beyond the border is zero as well, but not in memory.
  const int rows = std::min(kPatch, shape.height + 2 - block.y);
  const int columns = std::min(kPatch, shape.width + 2 - block.x);
  for (size_t c = 0; c < channels; c += kLanes) {
    Vector half[kPatch * kPatch];
    for (int x = 0; x < kPatch; ++x) {
      Vector column[kPatch];
      for (int y = 0; y < kPatch; ++y) {
        column[y] = x < columns && y < rows ? hn::Load(d, corner + static_cast<size_t>(y) * line +
                                                              static_cast<size_t>(x) * channels + c)
                                            : hn::Zero(d);
      }
      TransformInput(column, half + x, kPatch);
    }
    for (int y = 0; y < kPatch; ++y) {
      Vector whole[kPatch];
      TransformInput(half + y * kPatch, whole, 1);
      for (int x = 0; x < kPatch; ++x) {
        hn::Store(whole[x], d, patches + static_cast<size_t>(y * kPatch + x) * plane + c);
      }
    }
  }
}

// products[36][out_channels] of one block to its pixels of the map.
HWY_INLINE void WriteBlock(const Conv3x3Shape& shape, const Block& block,
                           const float* HWY_RESTRICT products, size_t plane,
                           const float* HWY_RESTRICT bias, float* HWY_RESTRICT map) {
  const Floats d;
  const auto channels = static_cast<size_t>(shape.out_channels);
  const size_t line = static_cast<size_t>(shape.width + 2) * channels;
  float* corner =
      map + static_cast<size_t>(block.y + 1) * line + static_cast<size_t>(block.x + 1) * channels;
  const int rows = std::min(kBlock, shape.height - block.y);
  const int columns = std::min(kBlock, shape.width - block.x);
  for (size_t c = 0; c < channels; c += kLanes) {
    Vector half[kBlock * kPatch];
    for (int x = 0; x < kPatch; ++x) {
      Vector column[kPatch];
      for (int y = 0; y < kPatch; ++y) {
        column[y] = hn::Load(d, products + static_cast<size_t>(y * kPatch + x) * plane + c);
      }
      TransformOutput(column, half + x, kPatch);
    }
    const Vector start = hn::Load(d, bias + c);
    for (int y = 0; y < rows; ++y) {
      Vector whole[kBlock];
      TransformOutput(half + y * kPatch, whole, 1);
      for (int x = 0; x < columns; ++x) {
        hn::Store(hn::Max(hn::Add(whole[x], start), hn::Zero(d)), d,
                  corner + static_cast<size_t>(y) * line + static_cast<size_t>(x) * channels + c);
      }
    }
  }
}

// kCount rows of patches times kPanels panels of weights: products[row][kPanels * kPanel] =
// patches[row] * weights.
template <int kCount, int kPanels>
HWY_INLINE void MultiplyRows(int in_channels, const float* HWY_RESTRICT patches,
                             const float* HWY_RESTRICT weights, float* HWY_RESTRICT products,
                             size_t product_step) {
  const Floats d;
  constexpr int kAcross = kPanels * kVectors;
  const auto in = static_cast<size_t>(in_channels);
  Vector sums[kCount][kAcross];
  HWY_UNROLL(12)
  for (int r = 0; r < kCount; ++r) {
    HWY_UNROLL(4)
    for (int v = 0; v < kAcross; ++v) sums[r][v] = hn::Zero(d);
  }
  for (size_t i = 0; i < in; ++i, weights += kPanel) {
    Vector w[kAcross];
    HWY_UNROLL(4)
    for (int v = 0; v < kAcross; ++v) {
      const size_t panel = static_cast<size_t>(v / kVectors) * in * kPanel;
      w[v] = hn::Load(d, weights + panel + v % kVectors * kLanes);
    }
    HWY_UNROLL(12)
    for (int r = 0; r < kCount; ++r) {
      const Vector x = hn::Set(d, patches[static_cast<size_t>(r) * in + i]);
      HWY_UNROLL(4)
      for (int v = 0; v < kAcross; ++v) sums[r][v] = hn::MulAdd(x, w[v], sums[r][v]);
    }
  }
  HWY_UNROLL(12)
  for (int r = 0; r < kCount; ++r) {
    HWY_UNROLL(4)
    for (int v = 0; v < kAcross; ++v) {
      hn::Store(sums[r][v], d, products + static_cast<size_t>(r) * product_step + v * kLanes);
    }
  }
}

// The last rows, fewer than a group: the count must be known when the loop is compiled.
template <int kCount, int kPanels>
HWY_INLINE void MultiplyLastRows(int rows, int in_channels, const float* patches,
                                 const float* weights, float* products, size_t product_step) {
  if (rows == kCount) {
    MultiplyRows<kCount, kPanels>(in_channels, patches, weights, products, product_step);
  } else if constexpr (kCount > 1) {
    MultiplyLastRows<kCount - 1, kPanels>(rows, in_channels, patches, weights, products,
                                          product_step);
  }
}

template <int kPanels>
HWY_INLINE void MultiplyPanels(int rows, const Conv3x3Shape& shape, const float* patches,
                               const float* weights, float* products) {
  const auto in = static_cast<size_t>(shape.in_channels);
  const auto out = static_cast<size_t>(shape.out_channels);
  int r = 0;
  for (; r + kRows <= rows; r += kRows) {
    MultiplyRows<kRows, kPanels>(shape.in_channels, patches + static_cast<size_t>(r) * in, weights,
                                 products + static_cast<size_t>(r) * out, out);
  }
  MultiplyLastRows<kRows - 1, kPanels>(rows - r, shape.in_channels,
                                       patches + static_cast<size_t>(r) * in, weights,
                                       products + static_cast<size_t>(r) * out, out);
}

HWY_INLINE void MultiplyPosition(int rows, const Conv3x3Shape& shape, const float* patches,
                                 const float* weights, float* products) {
  const auto in = static_cast<size_t>(shape.in_channels);
  const auto out = static_cast<size_t>(shape.out_channels);
  size_t first = 0;
  for (; first + kPanelsTogether * kPanel <= out; first += kPanelsTogether * kPanel) {
    MultiplyPanels<kPanelsTogether>(rows, shape, patches, weights + first * in, products + first);
  }
  if constexpr (kPanelsTogether > 1) {
    for (; first < out; first += kPanel) {
      MultiplyPanels<1>(rows, shape, patches, weights + first * in, products + first);
    }
  }
}

}  // namespace winograd

void WinogradConv3x3Relu(const Conv3x3Shape& shape, const Conv3x3Maps& maps, const float* weights,
                         const float* bias, float* scratch) noexcept {
  using winograd::kBlock;
  const auto in = static_cast<size_t>(shape.in_channels);
  const auto out = static_cast<size_t>(shape.out_channels);
  const size_t patch_plane = in * kWinogradBlocks;
  const size_t product_plane = out * kWinogradBlocks;
  float* patches = scratch;
  float* products = scratch + patch_plane * kWinogradPositions;
  const int blocks =
      maps.count * ((shape.width + kBlock - 1) / kBlock) * ((shape.height + kBlock - 1) / kBlock);
  for (int first = 0; first < blocks; first += kWinogradBlocks) {
    const int rows = std::min(kWinogradBlocks, blocks - first);
    for (int r = 0; r < rows; ++r) {
      const winograd::Block block = winograd::BlockAt(shape, first + r);
      winograd::TransformPatch(shape, block,
                               maps.input + static_cast<size_t>(block.map) * maps.input_step,
                               patches + static_cast<size_t>(r) * in, patch_plane);
    }
    for (size_t p = 0; p < kWinogradPositions; ++p) {
      winograd::MultiplyPosition(rows, shape, patches + p * patch_plane, weights + p * in * out,
                                 products + p * product_plane);
    }
    for (int r = 0; r < rows; ++r) {
      const winograd::Block block = winograd::BlockAt(shape, first + r);
      winograd::WriteBlock(shape, block, products + static_cast<size_t>(r) * out, product_plane,
                           bias, maps.output + static_cast<size_t>(block.map) * maps.output_step);
    }
  }
}

#endif

}  // namespace inkdigit::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif  // per-target include guard
