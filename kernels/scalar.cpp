// The specification: plain loops, no cleverness. Every other set of kernels is tested against this
// one.
#include "kernels/scalar.h"

#include <algorithm>
#include <cstddef>

namespace inkdigit::kernels {
namespace {

// Where pixel (row, col) of a padded map begins; row and col count from the border, which is 0.
std::size_t PixelOffset(int row, int col, int width, int channels) noexcept {
  return (static_cast<std::size_t>(row) * static_cast<std::size_t>(width + 2) +
          static_cast<std::size_t>(col)) *
         static_cast<std::size_t>(channels);
}

void Conv3x3Relu(const Conv3x3Shape& shape, const float* input, const float* weights,
                 const float* bias, float* output) noexcept {
  for (int y = 0; y < shape.height; ++y) {
    for (int x = 0; x < shape.width; ++x) {
      for (int o = 0; o < shape.out_channels; ++o) {
        float sum = bias[o];
        for (int ky = 0; ky < 3; ++ky) {
          for (int kx = 0; kx < 3; ++kx) {
            const float* pixel =
                input + PixelOffset(y + ky, x + kx, shape.width, shape.in_channels);
            for (int i = 0; i < shape.in_channels; ++i) {
              const std::size_t tap = static_cast<std::size_t>(ky * 3 + kx) *
                                          static_cast<std::size_t>(shape.in_channels) +
                                      static_cast<std::size_t>(i);
              sum += pixel[i] * weights[tap * static_cast<std::size_t>(shape.out_channels) +
                                        static_cast<std::size_t>(o)];
            }
          }
        }
        output[PixelOffset(y + 1, x + 1, shape.width, shape.out_channels) +
               static_cast<std::size_t>(o)] = std::max(sum, 0.0F);
      }
    }
  }
}

void MaxPool2x2(int height, int width, int channels, const float* input, float* output) noexcept {
  for (int y = 0; y < height / 2; ++y) {
    for (int x = 0; x < width / 2; ++x) {
      const float* top = input + PixelOffset(2 * y + 1, 2 * x + 1, width, channels);
      const float* bottom = input + PixelOffset(2 * y + 2, 2 * x + 1, width, channels);
      float* out = output + PixelOffset(y + 1, x + 1, width / 2, channels);
      for (int c = 0; c < channels; ++c) {
        out[c] = std::max(std::max(top[c], top[channels + c]),
                          std::max(bottom[c], bottom[channels + c]));
      }
    }
  }
}

void AverageMaxPool(int height, int width, int channels, const float* input,
                    float* output) noexcept {
  for (int c = 0; c < channels; ++c) {
    float sum = 0.0F;
    float largest = input[PixelOffset(1, 1, width, channels) + static_cast<std::size_t>(c)];
    for (int y = 1; y <= height; ++y) {
      for (int x = 1; x <= width; ++x) {
        const float value = input[PixelOffset(y, x, width, channels) + static_cast<std::size_t>(c)];
        sum += value;
        largest = std::max(largest, value);
      }
    }
    output[c] = sum / static_cast<float>(height * width);
    output[channels + c] = largest;
  }
}

void Dense(int in, int out, const float* input, const float* weights, const float* bias,
           float* output) noexcept {
  for (int o = 0; o < out; ++o) {
    const float* row = weights + static_cast<std::size_t>(o) * static_cast<std::size_t>(in);
    float sum = bias[o];
    for (int i = 0; i < in; ++i) sum += row[i] * input[i];
    output[o] = sum;
  }
}

}  // namespace

const KernelSet kScalarKernels = {"scalar",       []() noexcept { return true; },
                                  Conv3x3Relu,    nullptr,
                                  nullptr,        MaxPool2x2,
                                  AverageMaxPool, Dense};

}  // namespace inkdigit::kernels
