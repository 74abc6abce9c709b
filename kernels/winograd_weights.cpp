#include "kernels/winograd_weights.h"

#include <cstddef>

#include "kernels/kernels.h"

namespace inkdigit::kernels {
namespace {

constexpr std::size_t kPanel = kChannelStep;
using Panel = float[kPanel];  // as many filters at once, which the compiler makes vectors of

// G g of one column or row of three: six numbers, `step` panels apart.
void TransformFilter(const Panel& g0, const Panel& g1, const Panel& g2, Panel* out,
                     std::size_t step) noexcept {
  for (std::size_t c = 0; c < kPanel; ++c) {
    const float outer = g0[c] + g2[c];
    const float outer2 = g0[c] * (1.0F / 24.0F) + g2[c] * (1.0F / 6.0F);
    const float middle2 = g1[c] * (1.0F / 12.0F);
    out[0][c] = g0[c] * 0.25F;
    out[1 * step][c] = g2[c];
    out[2 * step][c] = (outer + g1[c]) * (-1.0F / 6.0F);
    out[3 * step][c] = (outer - g1[c]) * (-1.0F / 6.0F);
    out[4 * step][c] = outer2 + middle2;
    out[5 * step][c] = outer2 - middle2;
  }
}

}  // namespace

void WinogradWeights(int in_channels, int out_channels, const float* weights,
                     float* transformed) noexcept {
  constexpr std::size_t kSide = 6;
  const auto in = static_cast<std::size_t>(in_channels);
  const auto out = static_cast<std::size_t>(out_channels);
  for (std::size_t first = 0; first < out; first += kPanel) {
    for (std::size_t i = 0; i < in; ++i) {
      Panel filter[9];
      for (std::size_t tap = 0; tap < 9; ++tap) {
        const float* from = weights + (tap * in + i) * out + first;
        for (std::size_t c = 0; c < kPanel; ++c) filter[tap][c] = from[c];
      }
      Panel half[kSide * 3];
      for (std::size_t x = 0; x < 3; ++x) {
        TransformFilter(filter[x], filter[3 + x], filter[6 + x], half + x, 3);
      }
      for (std::size_t y = 0; y < kSide; ++y) {
        Panel whole[kSide];
        TransformFilter(half[3 * y], half[3 * y + 1], half[3 * y + 2], whole, 1);
        for (std::size_t x = 0; x < kSide; ++x) {
          const std::size_t position = WinogradPosition(static_cast<int>(y), static_cast<int>(x));
          float* to = transformed + first * kWinogradPositions * in + (position * in + i) * kPanel;
          for (std::size_t c = 0; c < kPanel; ++c) to[c] = whole[x][c];
        }
      }
    }
  }
}

}  // namespace inkdigit::kernels
