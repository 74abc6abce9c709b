#include "bench/int8_conv.h"

#include <immintrin.h>

#include <algorithm>
#include <cstddef>
#include <cstring>

namespace inkdigit::bench {
namespace {

#define INKDIGIT_VNNI __attribute__((target("avx512f,avx512bw,avx512vnni")))

constexpr int kLanes = 16;
constexpr int kMostVectors = 2;  // of channels; the filters of three leave the first-level cache
constexpr int kPixels = 7;       // of a row at a time; their sums stay in registers

// kVectors * kLanes channels of kPixels neighbours.
template <int kVectors>
INKDIGIT_VNNI inline void Block(const kernels::Conv3x3Shape& shape, const std::uint8_t* input,
                                const std::int8_t* weights, const float* scale, const float* bias,
                                std::uint8_t* output) {
  const std::size_t row =
      static_cast<std::size_t>(shape.width + 2) * static_cast<std::size_t>(shape.in_channels);
  const auto quads = static_cast<std::size_t>(shape.in_channels / 4);
  const std::size_t vector_step = 9 * quads * 64;
  __m512i sums[kPixels][kVectors];
  for (auto& pixel : sums) {
    for (__m512i& sum : pixel) sum = _mm512_setzero_si512();
  }
  for (std::size_t tap = 0; tap < 9; ++tap) {
    const std::uint8_t* in = input + tap / 3 * row + tap % 3 * 4 * quads;
    const std::int8_t* w = weights + tap * quads * 64;
    for (std::size_t quad = 0; quad < quads; ++quad) {
      __m512i filters[kVectors];
      for (int v = 0; v < kVectors; ++v) {
        filters[v] = _mm512_loadu_si512(w + static_cast<std::size_t>(v) * vector_step + quad * 64);
      }
      for (int p = 0; p < kPixels; ++p) {
        std::int32_t four = 0;
        std::memcpy(&four, in + static_cast<std::size_t>(p) * 4 * quads + quad * 4, sizeof four);
        const __m512i pixel = _mm512_set1_epi32(four);
        for (int v = 0; v < kVectors; ++v) {
          sums[p][v] = _mm512_dpbusd_epi32(sums[p][v], pixel, filters[v]);
        }
      }
    }
  }
  for (int v = 0; v < kVectors; ++v) {
    const __m512 by = _mm512_loadu_ps(scale + v * kLanes);
    const __m512 plus = _mm512_loadu_ps(bias + v * kLanes);
    for (int p = 0; p < kPixels; ++p) {
      const __m512 value = _mm512_fmadd_ps(_mm512_cvtepi32_ps(sums[p][v]), by, plus);
      const __m512i whole = _mm512_cvtps_epi32(_mm512_max_ps(value, _mm512_setzero_ps()));
      _mm_storeu_si128(
          reinterpret_cast<__m128i*>(output + static_cast<std::ptrdiff_t>(p) * shape.out_channels +
                                     v * kLanes),
          _mm512_cvtusepi32_epi8(whole));
    }
  }
}

}  // namespace

bool HasInt8() { return __builtin_cpu_supports("avx512vnni") != 0; }

INKDIGIT_VNNI void Int8Conv3x3Relu(const kernels::Conv3x3Shape& shape, const std::uint8_t* input,
                                   const std::int8_t* weights, const float* scale,
                                   const float* bias, std::uint8_t* output) {
  const std::size_t in_row =
      static_cast<std::size_t>(shape.width + 2) * static_cast<std::size_t>(shape.in_channels);
  const std::size_t out_row =
      static_cast<std::size_t>(shape.width + 2) * static_cast<std::size_t>(shape.out_channels);
  const std::size_t vector_step = std::size_t{9} * static_cast<std::size_t>(shape.in_channels) * 16;
  const int vectors = shape.out_channels / kLanes;
  // Channels outside, so that their filters stay in the first-level cache for all pixels.
  for (int v = 0; v < vectors;) {
    const int step = std::min(kMostVectors, vectors - v);
    const std::int8_t* w = weights + static_cast<std::size_t>(v) * vector_step;
    for (int y = 0; y < shape.height; ++y) {
      for (int x = 0; x < shape.width; x += kPixels) {
        const std::uint8_t* in =
            input + static_cast<std::size_t>(y) * in_row +
            static_cast<std::size_t>(x) * static_cast<std::size_t>(shape.in_channels);
        std::uint8_t* out =
            output + static_cast<std::size_t>(y + 1) * out_row +
            static_cast<std::size_t>(x + 1) * static_cast<std::size_t>(shape.out_channels) +
            v * kLanes;
        const float* by = scale + v * kLanes;
        const float* plus = bias + v * kLanes;
        if (step == kMostVectors) {
          Block<kMostVectors>(shape, in, w, by, plus, out);
        } else {
          Block<1>(shape, in, w, by, plus, out);
        }
      }
    }
    v += step;
  }
}

}  // namespace inkdigit::bench
