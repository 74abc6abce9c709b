// Everything that was measured of a model, for people and for programs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "inkdigit/model.h"
#include "training/figures/bench.h"
#include "training/figures/figure.h"

namespace inkdigit::training {

struct Report {
  ModelInfo model;
  std::string data;  // "test" or "validation"
  std::uint64_t seed = 1;
  bool quick = false;
  std::vector<Figure> figures;
  std::vector<const ReadSet*> sets;
};

// One object: "model" (name, sha256), "data", "seed", "quick", "sure_confidence", "figures" (key,
// what, hits, count, value, interval95, bound {at_least | at_most}, verdict, note; what is unknown
// is null) and "sets" (key, name, count, errors, accuracy, interval95, expected_calibration_error,
// confusion, calibration). Ends with a line's end.
[[nodiscard]] std::string ReportJson(const Report& report);

// The model card's tables: all figures; then confusion and calibration of MNIST and pendigits,
// where these were read.
[[nodiscard]] std::string ReportMarkdown(const Report& report);

// Whether the card shows this set's confusion, calibration and mistakes: MNIST and pendigits.
[[nodiscard]] bool IsInCard(const ReadSet& set);

// calibration_plot.cpp: mean confidence against the share right of MNIST and pendigits, 15 bins, as
// an SVG file that needs nothing beside it.
[[nodiscard]] std::string CalibrationSvg(const Report& report);

// mistakes.cpp: the most confident mistakes on MNIST and pendigits as one picture, at most twenty:
// what the network saw, ink black on white, and beneath it what it is, what it was read as, how
// sure the network was, and which picture it is. A PNG file.
inline constexpr std::size_t kWorstMistakes = 20;
[[nodiscard]] std::vector<std::byte> MistakesPng(const Report& report);

}  // namespace inkdigit::training
