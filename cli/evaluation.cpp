#include "cli/evaluation.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numeric>

namespace inkdigit::cli {
namespace {

// Row or column of the confusion matrix; -1 for a text of several digits.
int ConfusionIndex(const std::string& text) {
  if (text.empty()) return kNothing;
  if (text.size() == 1 && text[0] >= '0' && text[0] <= '9') return text[0] - '0';
  return -1;
}

std::string OnlyDigits(std::string_view text) {
  std::string digits;
  std::copy_if(text.begin(), text.end(), std::back_inserter(digits),
               [](char c) { return c >= '0' && c <= '9'; });
  return digits;
}

}  // namespace

bool Outcome::right() const {
  std::string line = text;
  std::replace(line.begin(), line.end(), '\n', ' ');
  return !unreadable && line == label;
}

std::int64_t DigitEdits(std::string_view label, std::string_view text) {
  const std::string from = OnlyDigits(label);
  const std::string to = OnlyDigits(text);
  // edits[j]: to make the first j digits of `to` of what was seen of `from`.
  std::vector<std::int64_t> edits(to.size() + 1);
  std::iota(edits.begin(), edits.end(), 0);
  for (const char digit : from) {
    std::int64_t diagonal = edits[0];
    ++edits[0];
    for (std::size_t j = 0; j < to.size(); ++j) {
      const std::int64_t replaced = diagonal + (digit == to[j] ? 0 : 1);
      diagonal = edits[j + 1];
      edits[j + 1] = std::min({replaced, edits[j] + 1, edits[j + 1] + 1});
    }
  }
  return edits.back();
}

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
    result.digits += DigitEdits(outcome.label, "");
    result.digit_edits += DigitEdits(outcome.label, outcome.unreadable ? "" : outcome.text);
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
  if (result.digits > 0) {
    result.digits_right = std::max(
        0.0, 1.0 - static_cast<double>(result.digit_edits) / static_cast<double>(result.digits));
  }
  if (result.count > 0) {
    const std::int64_t hits = result.count - result.errors;
    result.accuracy = static_cast<double>(hits) / static_cast<double>(result.count);
    result.accuracy_interval = WilsonInterval(hits, result.count);
  }
  return result;
}

}  // namespace inkdigit::cli
