#include "training/figures/thresholds.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace inkdigit::training {

double RefusalThreshold(std::vector<double> scores, double kept_share) {
  const auto count = static_cast<double>(scores.size());
  // The subtraction absorbs the rounding of a share that is no binary fraction.
  const double kept = std::clamp(std::ceil(kept_share * count - 1e-9), 1.0, count);
  const auto last_kept = scores.begin() + static_cast<std::ptrdiff_t>(kept) - 1;
  std::nth_element(scores.begin(), last_kept, scores.end());
  return *last_kept;
}

Accepted Accept(const std::vector<JudgedAnswer>& answers, double threshold) {
  Accepted result;
  for (const JudgedAnswer& answer : answers) {
    if (answer.confidence < threshold) continue;
    ++result.accepted;
    if (answer.right) ++result.right;
  }
  return result;
}

std::optional<double> SureThreshold(std::vector<JudgedAnswer> answers, double right_share) {
  std::sort(answers.begin(), answers.end(), [](const JudgedAnswer& a, const JudgedAnswer& b) {
    return a.confidence > b.confidence;
  });
  std::optional<double> lowest;
  std::int64_t right = 0;
  for (std::size_t i = 0; i < answers.size(); ++i) {
    if (answers[i].right) ++right;
    // A threshold accepts all answers of one confidence or none.
    const bool is_last_of_its_confidence =
        i + 1 == answers.size() || answers[i + 1].confidence < answers[i].confidence;
    if (is_last_of_its_confidence &&
        static_cast<double>(right) >= right_share * static_cast<double>(i + 1)) {
      lowest = answers[i].confidence;
    }
  }
  return lowest;
}

PairedDifference DifferenceOfPairs(std::int64_t lost, std::int64_t won, std::int64_t count) {
  constexpr double kZ = 1.959964;  // 97.5 % quantile of the normal distribution
  const auto n = static_cast<double>(count);
  const auto net = static_cast<double>(lost - won);
  const auto changed = static_cast<double>(lost + won);
  const double half = kZ * std::sqrt(std::max(0.0, changed - net * net / n)) / n;
  return {net / n, {net / n - half, net / n + half}};
}

}  // namespace inkdigit::training
