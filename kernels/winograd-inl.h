// 3x3 convolution by Winograd's minimal filtering, after Lavin and Gray, "Fast Algorithms for
// Convolutional Neural Networks" (2016): a patch of 6x6 inputs gives 4x4 outputs with 36
// multiplications a pair of channels instead of 144. kernels/winograd_tiling.h says how a map is
// cut. Included by simd.cpp once for each instruction set.
#if defined(INKDIGIT_KERNELS_WINOGRAD_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef INKDIGIT_KERNELS_WINOGRAD_INL_H_
#undef INKDIGIT_KERNELS_WINOGRAD_INL_H_
#else
#define INKDIGIT_KERNELS_WINOGRAD_INL_H_
#endif

#include <algorithm>
#include <cstdint>

#include "hwy/highway.h"
#include "kernels/kernels.h"
#include "kernels/winograd_transforms-inl.h"

HWY_BEFORE_NAMESPACE();
namespace inkdigit::kernels::HWY_NAMESPACE {

#if HWY_TARGET != HWY_SCALAR && HWY_TARGET != HWY_EMU128

namespace winograd {

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
static_assert(kPanelsTogether <= kWinogradPanels);

// kCount rows of patches times kPanels panels of weights, `weight_step` floats from one panel to
// the next: products[row][kPanels * kPanel] = patches[row] * weights.
template <int kCount, int kPanels>
HWY_INLINE void MultiplyRows(size_t in, const float* HWY_RESTRICT patches,
                             const float* HWY_RESTRICT weights, size_t weight_step,
                             float* HWY_RESTRICT products) {
  const Floats d;
  constexpr int kAcross = kPanels * kVectors;
  Vector sums[kCount][kAcross];
  HWY_UNROLL(24)
  for (int r = 0; r < kCount; ++r) {
    HWY_UNROLL(4)
    for (int v = 0; v < kAcross; ++v) sums[r][v] = hn::Zero(d);
  }
  for (size_t i = 0; i < in; ++i, weights += kPanel) {
    Vector w[kAcross];
    HWY_UNROLL(4)
    for (int v = 0; v < kAcross; ++v) {
      const size_t panel = static_cast<size_t>(v / kVectors) * weight_step;
      w[v] = hn::Load(d, weights + panel + v % kVectors * kLanes);
    }
    HWY_UNROLL(24)
    for (int r = 0; r < kCount; ++r) {
      const Vector x = hn::Set(d, patches[static_cast<size_t>(r) * in + i]);
      HWY_UNROLL(4)
      for (int v = 0; v < kAcross; ++v) sums[r][v] = hn::MulAdd(x, w[v], sums[r][v]);
    }
  }
  HWY_UNROLL(24)
  for (int r = 0; r < kCount; ++r) {
    HWY_UNROLL(4)
    for (int v = 0; v < kAcross; ++v) {
      hn::Store(sums[r][v], d, products + (r * kAcross + v) * kLanes);
    }
  }
}

// The last rows, fewer than a group: the count must be known when the loop is compiled.
template <int kCount, int kPanels>
HWY_INLINE void MultiplyLastRows(int rows, size_t in, const float* patches, const float* weights,
                                 size_t weight_step, float* products) {
  if (rows == kCount) {
    MultiplyRows<kCount, kPanels>(in, patches, weights, weight_step, products);
  } else if constexpr (kCount > 1) {
    MultiplyLastRows<kCount - 1, kPanels>(rows, in, patches, weights, weight_step, products);
  }
}

// All rows of one position times kPanels panels.
template <int kPanels>
void MultiplyPosition(int rows, size_t in, const float* patches, const float* weights,
                      size_t weight_step, float* products) {
  int r = 0;
  if constexpr (kPanels < kPanelsTogether) {
    for (; r + 2 * kRows <= rows; r += 2 * kRows) {
      MultiplyRows<2 * kRows, kPanels>(in, patches + static_cast<size_t>(r) * in, weights,
                                       weight_step, products + r * kPanels * kPanel);
    }
  }
  for (; r + kRows <= rows; r += kRows) {
    MultiplyRows<kRows, kPanels>(in, patches + static_cast<size_t>(r) * in, weights, weight_step,
                                 products + r * kPanels * kPanel);
  }
  MultiplyLastRows<kRows - 1, kPanels>(rows - r, in, patches + static_cast<size_t>(r) * in, weights,
                                       weight_step, products + r * kPanels * kPanel);
}

// Blocks of every size share the positions' planes, so a block's row there is the number of blocks
// before it that use the position: one of 16 counts, by the least height and the least width.
struct Chunk {
  int count;
  WinogradBlock blocks[kWinogradBlocks];
  RowIndex rows[kWinogradBlocks];
  RowIndex row_counts;
};

// What a block of height h and width w adds to the counts, at [(h - 1) * 4 + w - 1].
struct UsedSizes {
  RowIndex by_size[kWinogradLargestBlock * kWinogradLargestBlock] = {};
  constexpr UsedSizes() {
    constexpr int kSizes = kWinogradLargestBlock;
    for (int size = 0; size < kSizes * kSizes; ++size) {
      for (int least = 0; least < kSizes * kSizes; ++least) {
        by_size[size].of[least] =
            least / kSizes <= size / kSizes && least % kSizes <= size % kSizes ? 1 : 0;
      }
    }
  }
};

inline void CutChunk(const Conv3x3Shape& shape, int largest_block, int first, int count,
                     Chunk& chunk) {
  static constexpr UsedSizes kUsed;
  chunk.count = count;
  chunk.row_counts = {};
  for (int b = 0; b < count; ++b) {
    const WinogradBlock block =
        WinogradBlockAt(shape.height, shape.width, largest_block, first + b);
    const RowIndex& used =
        kUsed.by_size[(block.height - 1) * kWinogradLargestBlock + block.width - 1];
    chunk.blocks[b] = block;
    chunk.rows[b] = chunk.row_counts;
    for (size_t i = 0; i < sizeof(used.of); ++i) {
      chunk.row_counts.of[i] = static_cast<std::uint8_t>(chunk.row_counts.of[i] + used.of[i]);
    }
  }
}

// What all parts of one convolution need.
struct Call {
  const Conv3x3Shape& shape;
  bool max_pool;
  const Conv3x3Maps& maps;
  int largest_block;
  const float* weights;
  const float* bias;
  float* patches;   // [kWinogradPositions] planes of [kWinogradBlocks][in_channels]
  float* products;  // [kWinogradPositions] planes of [kWinogradBlocks][kPanels * kPanel]
};

inline void TransformPatches(const Call& call, const Chunk& chunk) {
  const auto channels = static_cast<size_t>(call.shape.in_channels);
  const size_t line = static_cast<size_t>(call.shape.width + 2) * channels;
  const size_t plane = WinogradPlane(call.shape.in_channels);
  for (int b = 0; b < chunk.count; ++b) {
    const WinogradBlock& block = chunk.blocks[b];
    TransformPatch(block,
                   call.maps.input + static_cast<size_t>(block.map) * call.maps.input_step +
                       static_cast<size_t>(block.y) * line +
                       static_cast<size_t>(block.x) * channels,
                   line, channels, {call.patches, plane, channels, chunk.rows[b]});
  }
}

// Output channels [first_channel, first_channel + kPanels * kPanel) of the blocks.
template <int kPanels>
HWY_INLINE void ConvolvePanels(const Call& call, const Chunk& chunk, size_t first_channel) {
  const auto in = static_cast<size_t>(call.shape.in_channels);
  const auto out = static_cast<size_t>(call.shape.out_channels);
  const size_t panel_size = kWinogradPositions * in * kPanel;
  const float* weights = call.weights + first_channel / kPanel * panel_size;
  const size_t patch_plane = WinogradPlane(call.shape.in_channels);
  const size_t product_plane = WinogradPlane(kPanels * kPanel);
  const int points = call.largest_block + 2;
  for (int shell = 0; shell < points; ++shell) {  // the order of WinogradPosition()
    for (int i = 0; i < 2 * shell + 1; ++i) {
      const int down = i <= shell ? shell : i - shell - 1;
      const int across = i <= shell ? i : shell;
      const size_t p = WinogradPosition(down, across);
      MultiplyPosition<kPanels>(chunk.row_counts.At(down, across), in,
                                call.patches + p * patch_plane, weights + p * in * kPanel,
                                panel_size, call.products + p * product_plane);
    }
  }
  const int shrink = call.max_pool ? 2 : 1;
  const size_t line = static_cast<size_t>(call.shape.width / shrink + 2) * out;
  for (int b = 0; b < chunk.count; ++b) {
    const WinogradBlock& block = chunk.blocks[b];
    WriteBlock<kPanels * kVectors>(
        block, call.max_pool, {call.products, product_plane, kPanels * kPanel, chunk.rows[b]},
        call.bias + first_channel,
        call.maps.output + static_cast<size_t>(block.map) * call.maps.output_step +
            static_cast<size_t>(block.y / shrink + 1) * line +
            static_cast<size_t>(block.x / shrink + 1) * out + first_channel,
        line, out);
  }
}

}  // namespace winograd

void WinogradConv3x3Relu(const WinogradShape& winograd_shape, const Conv3x3Maps& maps,
                         int largest_block, const float* weights, const float* bias,
                         float* scratch) noexcept {
  using namespace winograd;
  const Conv3x3Shape& shape = winograd_shape.conv;
  const auto out = static_cast<size_t>(shape.out_channels);
  const Call call{shape,   winograd_shape.max_pool,
                  maps,    largest_block,
                  weights, bias,
                  scratch, scratch + kWinogradPositions * WinogradPlane(shape.in_channels)};
  const int blocks = maps.count * WinogradSegments(shape.height, largest_block) *
                     WinogradSegments(shape.width, largest_block);
  Chunk chunk;
  for (int first = 0; first < blocks; first += kWinogradBlocks) {
    CutChunk(shape, largest_block, first, std::min(kWinogradBlocks, blocks - first), chunk);
    TransformPatches(call, chunk);
    size_t channel = 0;
    for (; channel + kPanelsTogether * kPanel <= out; channel += kPanelsTogether * kPanel) {
      ConvolvePanels<kPanelsTogether>(call, chunk, channel);
    }
    if constexpr (kPanelsTogether > 1) {
      for (; channel < out; channel += kPanel) {
        ConvolvePanels<1>(call, chunk, channel);
      }
    }
  }
}

#endif

}  // namespace inkdigit::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif  // per-target include guard
