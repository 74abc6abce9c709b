#include "cli/evaluation.h"

#include <algorithm>
#include <cmath>

namespace inkdigit::cli {
namespace {

// Row or column of the confusion matrix; -1 for a text of several digits.
int ConfusionIndex(const std::string& text) {
  if (text.empty()) return kNothing;
  if (text.size() == 1 && text[0] >= '0' && text[0] <= '9') return text[0] - '0';
  return -1;
}

}  // namespace

Interval WilsonInterval(std::int64_t hits, std::int64_t count) {
  constexpr double kZ = 1.959964;  // 97.5 % quantile of the normal distribution
  const auto n = static_cast<double>(count);
  const double p = static_cast<double>(hits) / n;
  const double centre = (p + kZ * kZ / (2 * n)) / (1 + kZ * kZ / n);
  const double half = kZ / (1 + kZ * kZ / n) * std::sqrt(p * (1 - p) / n + kZ * kZ / (4 * n * n));
  return {std::max(0.0, centre - half), std::min(1.0, centre + half)};
}

Evaluation Evaluate(const std::vector<Outcome>& outcomes) {
  Evaluation result;
  result.count = static_cast<std::int64_t>(outcomes.size());
  for (const Outcome& outcome : outcomes) {
    const bool right = outcome.right();
    if (!right) ++result.errors;
    if (outcome.unreadable) {
      ++result.unreadable;
      continue;  // there is no answer to file under a confusion or a confidence
    }
    const int label = ConfusionIndex(outcome.label);
    const int text = ConfusionIndex(outcome.text);
    if (label >= 0 && text >= 0)
      ++result.confusion[static_cast<std::size_t>(label)][static_cast<std::size_t>(text)];

    const int bin = std::clamp(static_cast<int>(outcome.confidence * kCalibrationBins), 0,
                               kCalibrationBins - 1);
    CalibrationBin& b = result.calibration[static_cast<std::size_t>(bin)];
    ++b.count;
    b.mean_confidence += outcome.confidence;
    b.accuracy += right ? 1 : 0;
  }
  std::int64_t answered = 0;
  double gap = 0;
  for (CalibrationBin& b : result.calibration) {
    if (b.count == 0) continue;
    gap += std::abs(b.mean_confidence - b.accuracy);
    answered += b.count;
    b.mean_confidence /= static_cast<double>(b.count);
    b.accuracy /= static_cast<double>(b.count);
  }
  if (answered > 0) result.expected_calibration_error = gap / static_cast<double>(answered);
  if (result.count > 0) {
    const std::int64_t hits = result.count - result.errors;
    result.accuracy = static_cast<double>(hits) / static_cast<double>(result.count);
    result.accuracy_interval = WilsonInterval(hits, result.count);
  }
  return result;
}

}  // namespace inkdigit::cli
