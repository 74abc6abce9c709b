#include "kernels/small_conv_weights.h"

#include <algorithm>
#include <cstddef>

#include "kernels/kernels.h"

namespace inkdigit::kernels {

void SmallConvWeights(int in_channels, int out_channels, const float* weights,
                      float* arranged) noexcept {
  constexpr std::size_t kTaps = 9;
  constexpr std::size_t kStep = kChannelStep;
  const auto in = static_cast<std::size_t>(in_channels);
  const auto out = static_cast<std::size_t>(out_channels);
  for (std::size_t first = 0; first < out; first += kStep) {
    for (std::size_t i = 0; i < in; ++i) {
      for (std::size_t tap = 0; tap < kTaps; ++tap) {
        arranged = std::copy_n(weights + (tap * in + i) * out + first, kStep, arranged);
      }
    }
  }
}

}  // namespace inkdigit::kernels
