// The fifteen corruptions of MNIST-C: what cameras, scanners and people do to a digit.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "inkdigit/image.h"
#include "training/render/random.h"

namespace inkdigit::training {

enum class Corruption : std::uint8_t {
  kShotNoise,
  kImpulseNoise,
  kGlassBlur,
  kMotionBlur,
  kShear,
  kScale,
  kRotate,
  kBrightness,
  kTranslate,
  kStripe,
  kFog,
  kSpatter,
  kDottedLine,
  kZigzag,
  kCannyEdges,
};
inline constexpr std::size_t kCorruptions = 15;

// "shot noise", "impulse noise", ...
[[nodiscard]] std::string_view CorruptionName(Corruption corruption) noexcept;

// N. Mu and J. Gilmer, "MNIST-C: A Robustness Benchmark for Computer Vision", arXiv:1906.02337,
// with the severities that its public code (google-research/mnist-c, corruptions.py) takes by
// default and made the published pictures with. Two things differ from that code. Its glass blur
// blurs columns only, because it takes the columns of a grey picture for colours; here both
// directions are blurred, as the paper says. And the random numbers are ours, so the pictures are
// of the same kind, not the same.
//
// `digit`: 28x28, light ink on black, as MNIST has it. The result too; the same for the same state
// of `random`.
[[nodiscard]] GrayImage Corrupt(GrayView digit, Corruption corruption, Random& random);

}  // namespace inkdigit::training
