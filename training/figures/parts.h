// What is measured, part by part. Every part gives the same keys, measured or not.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "training/figures/bench.h"
#include "training/figures/figure.h"
#include "training/figures/thresholds.h"

namespace inkdigit::training {

// part_sets.cpp: the share read right, and the calibration error where it has a bound.
std::vector<Figure> MeasureMnist(Bench& bench);
std::vector<Figure> MeasurePendigits(Bench& bench);
std::vector<Figure> MeasureOptdigits(Bench& bench);
std::vector<Figure> MeasureFonts(Bench& bench);
std::vector<Figure> MeasureSamples(Bench& bench);

// part_ones.cpp: 1s with a flag or a foot (ones.h) in pendigits and optdigits that are read as 7.
std::vector<Figure> MeasureOnes(Bench& bench);

// part_invariance.cpp: how much is lost when the digit is elsewhere, larger or smaller, inverted or
// on coloured paper (variants.h). With `quick`, 1,000 pictures of each set.
std::vector<Figure> MeasureInvariance(Bench& bench);

// part_rejection.cpp: how much of what is no digit is refused by models that never saw its kind,
// while 99 % of the pendigits canvases are kept.
std::vector<Figure> MeasureRejection(Bench& bench);

// part_sure.cpp: answers at and above kSureConfidence, on the pendigits canvases.
std::vector<Figure> MeasureSure(Bench& bench);

// The answers of a set that are not empty: a refusal accepts nothing.
[[nodiscard]] std::vector<JudgedAnswer> DigitAnswers(const ReadSet& set);

// part_corruptions.cpp: MNIST under the fifteen corruptions. With `quick`, 1,000 digits of each.
std::vector<Figure> MeasureCorruptions(Bench& bench);

// part_learning.cpp: the errors of pendigits writers after corrections of their own (Exemplars),
// and what these change for other writers. On validation data by networks that never saw the
// writers.
std::vector<Figure> MeasureLearning(Bench& bench);

struct Part {
  std::string_view name;  // for --only
  std::vector<Figure> (*measure)(Bench& bench);
};
inline constexpr std::array kAllParts = {
    Part{"mnist", MeasureMnist},
    Part{"pendigits", MeasurePendigits},
    Part{"optdigits", MeasureOptdigits},
    Part{"ones", MeasureOnes},
    Part{"fonts", MeasureFonts},
    Part{"samples", MeasureSamples},
    Part{"invariance", MeasureInvariance},
    Part{"rejection", MeasureRejection},
    Part{"sure", MeasureSure},
    Part{"corruptions", MeasureCorruptions},
    Part{"learning", MeasureLearning},
};

}  // namespace inkdigit::training
