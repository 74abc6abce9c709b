// The transforms around the multiplications of kernels/winograd-inl.h, for blocks of 1 to 4 outputs
// a side. Included once for each instruction set.
#if defined(INKDIGIT_KERNELS_WINOGRAD_TRANSFORMS_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef INKDIGIT_KERNELS_WINOGRAD_TRANSFORMS_INL_H_
#undef INKDIGIT_KERNELS_WINOGRAD_TRANSFORMS_INL_H_
#else
#define INKDIGIT_KERNELS_WINOGRAD_TRANSFORMS_INL_H_
#endif

#include <cstddef>
#include <cstdint>

#include "hwy/highway.h"
#include "kernels/winograd_tiling.h"

HWY_BEFORE_NAMESPACE();
namespace inkdigit::kernels::HWY_NAMESPACE {

#if HWY_TARGET != HWY_SCALAR && HWY_TARGET != HWY_EMU128

namespace winograd {

namespace hn = hwy::HWY_NAMESPACE;
using Floats = hn::ScalableTag<float>;
using Vector = hn::Vec<Floats>;
constexpr int kLanes = static_cast<int>(hn::MaxLanes(Floats()));

// A row for each position, of which those with the same least sizes share one.
struct RowIndex {
  std::uint8_t of[kWinogradLargestBlock * kWinogradLargestBlock];

  [[nodiscard]] constexpr std::uint8_t At(int down, int across) const {
    return of[WinogradLeastSize(down) * kWinogradLargestBlock + WinogradLeastSize(across)];
  }
};

// Where a block's numbers of all positions lie, one row of `row_size` floats in each plane.
struct Rows {
  float* base;
  size_t plane;  // floats from one position's plane to the next
  size_t row_size;
  const RowIndex& index;

  [[nodiscard]] HWY_INLINE float* At(int down, int across) const {
    return base + WinogradPosition(down, across) * plane + index.At(down, across) * row_size;
  }
};

HWY_INLINE Vector Times(float factor, Vector value) {
  return hn::Mul(hn::Set(Floats(), factor), value);
}
HWY_INLINE Vector AddTimes(Vector sum, float factor, Vector value) {
  return hn::MulAdd(hn::Set(Floats(), factor), value, sum);
}

// B^T d of one row or column: kOutputs + 2 inputs to as many points, 0, infinity, 1, -1, 2, -2 in
// this order, `step` vectors apart. For 4 outputs it is Lavin and Gray's matrix. For fewer the
// points' own matrix (row a: the coefficients of the product of (x - b) over the other points b),
// scaled so that it goes with the same filters.
template <int kOutputs>
HWY_INLINE void TransformInput(const Vector* in, Vector* out, int step) {
  if constexpr (kOutputs == 4) {
    const Vector even = AddTimes(in[4], -4.0F, in[2]);  // 1 and -1
    const Vector odd = AddTimes(in[3], -4.0F, in[1]);
    const Vector even2 = hn::Sub(in[4], in[2]);  // 2 and -2
    const Vector odd2 = Times(2.0F, hn::Sub(in[3], in[1]));
    out[0] = AddTimes(AddTimes(in[4], -5.0F, in[2]), 4.0F, in[0]);
    out[1 * step] = AddTimes(AddTimes(in[5], -5.0F, in[3]), 4.0F, in[1]);
    out[2 * step] = hn::Add(even, odd);
    out[3 * step] = hn::Sub(even, odd);
    out[4 * step] = hn::Add(even2, odd2);
    out[5 * step] = hn::Sub(even2, odd2);
  } else if constexpr (kOutputs == 3) {
    const Vector difference = hn::Sub(in[3], in[1]);
    out[0] = AddTimes(Times(4.0F, hn::Sub(in[0], in[2])), 2.0F, difference);
    out[1 * step] = AddTimes(hn::Sub(in[4], in[2]), -2.0F, difference);
    out[2 * step] = AddTimes(Times(3.0F, hn::Sub(in[3], in[2])), -6.0F, in[1]);
    out[3 * step] = AddTimes(AddTimes(in[3], -3.0F, in[2]), 2.0F, in[1]);
    out[4 * step] = Times(4.0F, difference);
  } else if constexpr (kOutputs == 2) {
    out[0] = Times(4.0F, hn::Sub(in[0], in[2]));
    out[1 * step] = hn::Sub(in[3], in[1]);
    out[2 * step] = Times(-3.0F, hn::Add(in[1], in[2]));
    out[3 * step] = Times(3.0F, hn::Sub(in[1], in[2]));
  } else {
    out[0] = Times(4.0F, hn::Sub(in[0], in[1]));
    out[1 * step] = hn::Sub(in[2], in[1]);
    out[2 * step] = Times(-6.0F, in[1]);
  }
}

// A^T m of one row or column: kOutputs + 2 points to kOutputs outputs.
template <int kOutputs>
HWY_INLINE void TransformOutput(const Vector* in, Vector* out, int step) {
  if constexpr (kOutputs == 4) {
    const Vector sum = hn::Add(in[2], in[3]);
    const Vector difference = hn::Sub(in[2], in[3]);
    const Vector sum2 = hn::Add(in[4], in[5]);
    const Vector difference2 = hn::Sub(in[4], in[5]);
    out[0] = hn::Add(hn::Add(in[0], sum), sum2);
    out[1 * step] = AddTimes(difference, 2.0F, difference2);
    out[2 * step] = AddTimes(sum, 4.0F, sum2);
    out[3 * step] = hn::Add(AddTimes(difference, 8.0F, difference2), in[1]);
  } else if constexpr (kOutputs == 3) {
    const Vector sum = hn::Add(in[2], in[3]);
    out[0] = hn::Add(hn::Add(in[0], sum), in[4]);
    out[1 * step] = AddTimes(hn::Sub(in[2], in[3]), 2.0F, in[4]);
    out[2 * step] = AddTimes(hn::Add(sum, in[1]), 4.0F, in[4]);
  } else if constexpr (kOutputs == 2) {
    out[0] = hn::Add(in[0], hn::Add(in[2], in[3]));
    out[1 * step] = hn::Add(in[1], hn::Sub(in[2], in[3]));
  } else {
    out[0] = hn::Add(hn::Add(in[0], in[1]), in[2]);
  }
}

// One block's patch, its top left input at `corner` and the next line `line` floats on, to rows.
template <int kHeight, int kWidth>
void TransformPatchOf(const float* corner, size_t line, size_t channels, const Rows& rows) {
  const Floats d;
  for (size_t c = 0; c < channels; c += kLanes) {
    Vector half[(kHeight + 2) * (kWidth + 2)];
    HWY_UNROLL(6)
    for (int x = 0; x < kWidth + 2; ++x) {
      Vector column[kHeight + 2];
      HWY_UNROLL(6)
      for (int y = 0; y < kHeight + 2; ++y) {
        column[y] = hn::Load(
            d, corner + static_cast<size_t>(y) * line + static_cast<size_t>(x) * channels + c);
      }
      TransformInput<kHeight>(column, half + x, kWidth + 2);
    }
    HWY_UNROLL(6)
    for (int y = 0; y < kHeight + 2; ++y) {
      Vector whole[kWidth + 2];
      TransformInput<kWidth>(half + y * (kWidth + 2), whole, 1);
      HWY_UNROLL(6)
      for (int x = 0; x < kWidth + 2; ++x) {
        hn::Store(whole[x], d, rows.At(y, x) + c);
      }
    }
  }
}

// kVectors vectors of products to a block's outputs, with bias and ReLU and, with kPool, the
// maximum of each 2x2. `corner` is the top left output.
template <int kHeight, int kWidth, int kVectors, bool kPool>
void WriteBlockOf(const Rows& products, const float* HWY_RESTRICT bias, float* HWY_RESTRICT corner,
                  size_t line, size_t channels) {
  const Floats d;
  for (size_t c = 0; c < size_t{kVectors} * kLanes; c += kLanes) {
    Vector half[kHeight * (kWidth + 2)];
    HWY_UNROLL(6)
    for (int x = 0; x < kWidth + 2; ++x) {
      Vector column[kHeight + 2];
      HWY_UNROLL(6)
      for (int y = 0; y < kHeight + 2; ++y) {
        column[y] = hn::Load(d, products.At(y, x) + c);
      }
      TransformOutput<kHeight>(column, half + x, kWidth + 2);
    }
    const Vector start = hn::Load(d, bias + c);
    Vector whole[kHeight * kWidth];
    HWY_UNROLL(4)
    for (int y = 0; y < kHeight; ++y) {
      TransformOutput<kWidth>(half + y * (kWidth + 2), whole + y * kWidth, 1);
    }
    constexpr int kStep = kPool ? 2 : 1;
    HWY_UNROLL(4)
    for (int y = 0; y < kHeight; y += kStep) {
      HWY_UNROLL(4)
      for (int x = 0; x < kWidth; x += kStep) {
        Vector value = whole[y * kWidth + x];
        if constexpr (kPool) {
          const Vector* below = whole + (y + 1) * kWidth + x;
          value = hn::Max(hn::Max(value, whole[y * kWidth + x + 1]), hn::Max(below[0], below[1]));
        }
        hn::Store(hn::Max(hn::Add(value, start), hn::Zero(d)), d,
                  corner + static_cast<size_t>(y / kStep) * line +
                      static_cast<size_t>(x / kStep) * channels + c);
      }
    }
  }
}

// The functions above for a block's size, which must be known when they are compiled: `call` gets a
// height and a width as types.
template <int kSize>
struct Size {
  static constexpr int value = kSize;
};
template <int kHeight, class Call>
HWY_INLINE void WithWidth(int width, const Call& call) {
  switch (width) {
    case 4:
      return call(Size<kHeight>(), Size<4>());
    case 3:
      return call(Size<kHeight>(), Size<3>());
    case 2:
      return call(Size<kHeight>(), Size<2>());
    default:
      return call(Size<kHeight>(), Size<1>());
  }
}
template <class Call>
HWY_INLINE void WithSize(const WinogradBlock& block, const Call& call) {
  switch (block.height) {
    case 4:
      return WithWidth<4>(block.width, call);
    case 3:
      return WithWidth<3>(block.width, call);
    case 2:
      return WithWidth<2>(block.width, call);
    default:
      return WithWidth<1>(block.width, call);
  }
}

HWY_INLINE void TransformPatch(const WinogradBlock& block, const float* corner, size_t line,
                               size_t channels, const Rows& rows) {
  WithSize(block, [&](auto height, auto width) HWY_ATTR {
    TransformPatchOf<decltype(height)::value, decltype(width)::value>(corner, line, channels, rows);
  });
}

template <int kVectors>
HWY_INLINE void WriteBlock(const WinogradBlock& block, bool pool, const Rows& products,
                           const float* bias, float* corner, size_t line, size_t channels) {
  WithSize(block, [&](auto height, auto width) HWY_ATTR {
    constexpr int kHeight = decltype(height)::value;
    constexpr int kWidth = decltype(width)::value;
    if constexpr (kHeight % 2 == 0 && kWidth % 2 == 0) {
      if (pool) {
        WriteBlockOf<kHeight, kWidth, kVectors, true>(products, bias, corner, line, channels);
        return;
      }
    }
    WriteBlockOf<kHeight, kWidth, kVectors, false>(products, bias, corner, line, channels);
  });
}

}  // namespace winograd

#endif

}  // namespace inkdigit::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif  // per-target include guard
