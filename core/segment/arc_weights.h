// What a piece's shape says about whether it is one digit, beside what the network says.
#pragma once

#include <array>

namespace inkdigit {

// Measured on a piece; lengths in usual digits' heights of its line.
enum ArcFeature : unsigned char {
  kOneDigit,  // 1: a cost or reward of each digit
  kCrossed,   // stroke widths that its two cuts cross, half of each, as two pieces share it
  kJoined,    // the widest gap of paper inside
  kTooSmall,  // what its longer side lacks to kLeastSide
  kTooWide,   // what its width has beyond kMostWidth
  kArcFeatures,
};
inline constexpr double kLeastSide = 0.7;
inline constexpr double kMostWidth = 0.9;

using ArcShape = std::array<double, kArcFeatures>;

// Near the weights that make the right texts of 1,500 numbers likeliest, rounded and pulled towards
// milder ones. The numbers were composed of validation digits, with wide, narrow and no gaps. They
// tell nothing of `not_a_digit` and `speck`: these were chosen (docs/numbers.md).
struct ArcWeights {
  std::array<double, kArcFeatures> shape;  // added, times the feature
  double network;                          // on the log of the network's probability
  double not_a_digit;                      // added for ink that is no digit
  double speck;                            // instead of all, for a speck
};
inline constexpr ArcWeights kArcWeights = {{0.7, -2.7, -8.0, -2.5, -7.0}, 1.2, -5.0, -3.0};

}  // namespace inkdigit
