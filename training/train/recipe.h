// Everything that decides what comes out of training.
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "training/tiles/sampler.h"

namespace inkdigit::training {

struct Recipe {
  std::string layers =
      "conv3x3 16, maxpool2x2, conv3x3 32, conv3x3 32, maxpool2x2, conv3x3 80, conv3x3 80, "
      "conv3x3 80, avgmaxpool, dense 11";
  std::uint64_t seed = 1;
  int epochs = 96;
  int batches_per_epoch = 480;
  int batch_size = 128;
  double peak_rate =
      0.12;  // of learning: rises over the first twentieth, then falls as a cosine to 0
  double momentum = 0.9;       // Nesterov's
  double weight_decay = 5e-4;  // of convolutions and dense weights, not of biases and scales
  double label_smoothing = 0.02;
  double average_decay = 0.999;  // of the moving average of the weights, which is what is shipped
  // Augmentation at full strength, then falling in a line to `final_strength` over the last
  // `calm_share` of the epochs.
  double calm_share = 0.2;
  double final_strength = 0.5;
  double turned_share = 0.0;       // of the digits that may become "not a digit" (turned.h)
  double corrections_share = 0.0;  // of each batch; where there are no corrections, 0
  // Convolutions in bfloat16 while training, never in what is exported: a quarter faster on a CPU
  // with AVX-512 BF16, much slower on others.
  bool bfloat16 = false;
  // Kinds of what is no digit that training doesn't see, to measure how such ink is refused: a
  // NotDigitKind's name, "all" or none.
  std::string left_out;
  // Who teaches, in words; empty: labels alone. And how much of each tile's truth is what they say
  // of it, the rest being its label.
  std::string teachers;
  double teachers_share = 0.7;
  // What training started from instead of random weights, in words; empty: random weights.
  std::string start;
  int threads = 1;  // each learns from its part of a batch; another number changes the last bits
};

// One line that tells two recipes apart.
[[nodiscard]] std::string Describe(const Recipe& recipe);

// The error for a `left_out` that is none of these.
[[nodiscard]] std::string UnknownKind(const std::string& left_out);

// Of each source in what training draws: kDefaultShares, less what corrections take.
[[nodiscard]] std::array<double, kSources> Shares(const Recipe& recipe);

// None where training sees no other kind of what is no digit either.
[[nodiscard]] double TurnedShare(const Recipe& recipe);

// For batch number `step` of all batches of the recipe.
[[nodiscard]] double LearningRate(const Recipe& recipe, std::int64_t step);
[[nodiscard]] double AugmentationStrength(const Recipe& recipe, std::int64_t step);

}  // namespace inkdigit::training
