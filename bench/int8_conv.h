// A 3x3 convolution in 8 bits, to know what they would give. Not a kernel of the library.
#pragma once

#include <cstdint>

#include "kernels/kernels.h"

namespace inkdigit::bench {

// Whether this CPU multiplies and adds four bytes at a time (AVX-512 VNNI).
[[nodiscard]] bool HasInt8();

// shape: a width that is a multiple of 7, input channels of 4, output channels of 16.
// input: [height + 2][width + 2][in_channels], a border of zeros around it; output likewise with
// out_channels. weights: [out_channels / 16][9][in_channels / 4][16][4]. scale and bias:
// [out_channels]; output = max(0, sum * scale + bias), at most 255. Only where HasInt8().
void Int8Conv3x3Relu(const kernels::Conv3x3Shape& shape, const std::uint8_t* input,
                     const std::int8_t* weights, const float* scale, const float* bias,
                     std::uint8_t* output);

}  // namespace inkdigit::bench
