// The filters of a 3x3 convolution as winograd_conv3x3_relu takes them.
#pragma once

namespace inkdigit::kernels {

// G g G^T of every filter g, with the matrix of Lavin and Gray for F(4x4, 3x3), positions in the
// order of WinogradPosition().
//   weights[3][3][in_channels][out_channels], channels multiples of kChannelStep
//   transformed[out_channels / kChannelStep][kWinogradPositions][in_channels][kChannelStep]
// 4 times as many numbers as the weights.
void WinogradWeights(int in_channels, int out_channels, const float* weights,
                     float* transformed) noexcept;

}  // namespace inkdigit::kernels
