// Where to draw the line, and how much two answers to the same pictures differ.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "cli/evaluation.h"

namespace inkdigit::training {

// The least threshold with which at least `kept_share` of `scores` are kept, when what lies above
// it is refused. Requires scores and 0 < kept_share <= 1.
[[nodiscard]] double RefusalThreshold(std::vector<double> scores, double kept_share);

// An answer and whether it was right.
struct JudgedAnswer {
  double confidence = 0.0;
  bool right = false;
};

// What a confidence threshold makes of answers: those at and above it are accepted.
struct Accepted {
  std::int64_t accepted = 0;
  std::int64_t right = 0;  // of the accepted
};
[[nodiscard]] Accepted Accept(const std::vector<JudgedAnswer>& answers, double threshold);

// The lowest confidence of an answer at and above which at least `right_share` of the answers are
// right. Empty where that is so at no confidence.
[[nodiscard]] std::optional<double> SureThreshold(std::vector<JudgedAnswer> answers,
                                                  double right_share);

// The share of pictures read right in one form less that in another, the same pictures both times,
// and its 95 % interval (Wald's for paired shares: only pictures that differ matter).
struct PairedDifference {
  double difference = 0.0;
  cli::Interval interval;
};
// `lost`: right only before; `won`: right only after. Requires count > 0.
[[nodiscard]] PairedDifference DifferenceOfPairs(std::int64_t lost, std::int64_t won,
                                                 std::int64_t count);

}  // namespace inkdigit::training
