#include <array>
#include <cstdio>
#include <string>

#include "training/figures/parts.h"
#include "training/figures/thresholds.h"

namespace inkdigit::training {
namespace {

constexpr Bound kNearlyAllRight = AtLeast(0.999);
constexpr const char* kRightName = "pendigits answers at or above kSureConfidence: right";
constexpr const char* kAcceptedName = "pendigits answers at or above kSureConfidence: share of all";

}  // namespace

std::vector<JudgedAnswer> DigitAnswers(const ReadSet& set) {
  std::vector<JudgedAnswer> answers;
  for (const cli::Outcome& outcome : set.outcomes) {
    if (outcome.text.empty()) continue;
    answers.push_back({outcome.confidence, outcome.right()});
  }
  return answers;
}

std::vector<Figure> MeasureSure(Bench& bench) {
  const Result<ReadSet>& set = bench.pendigits();
  if (!set.ok()) {
    return {NotMeasured("sure.right", kRightName, kNearlyAllRight, set.error().message),
            NotMeasured("sure.accepted", kAcceptedName, std::nullopt, set.error().message)};
  }
  const Accepted accepted = Accept(DigitAnswers(set.value()), kSureConfidence);
  std::array<char, 64> note{};
  std::snprintf(note.data(), note.size(), "kSureConfidence is %.4f", kSureConfidence);
  return {ShareFigure("sure.right", kRightName, accepted.right, accepted.accepted, kNearlyAllRight,
                      note.data()),
          ShareFigure("sure.accepted", kAcceptedName, accepted.accepted,
                      set.value().evaluation.count, std::nullopt)};
}

}  // namespace inkdigit::training
