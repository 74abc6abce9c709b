// The filters of a 3x3 convolution as small_conv3x3_relu takes them.
#pragma once

namespace inkdigit::kernels {

// In the order in which they are read:
//   weights[3][3][in_channels][out_channels], out_channels a multiple of kChannelStep
//   arranged[out_channels / kChannelStep][in_channels][3][3][kChannelStep], as many numbers
void SmallConvWeights(int in_channels, int out_channels, const float* weights,
                      float* arranged) noexcept;

}  // namespace inkdigit::kernels
