#include "training/figures/thresholds.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>

namespace inkdigit::training {
namespace {

TEST(RefusalThreshold, KeepsTheAskedShareAndNotOneMore) {
  std::vector<double> scores;
  for (int i = 1; i <= 200; ++i) scores.push_back(i);
  EXPECT_DOUBLE_EQ(RefusalThreshold(scores, 0.99), 198);
  EXPECT_DOUBLE_EQ(RefusalThreshold(scores, 1.0), 200);
  EXPECT_DOUBLE_EQ(RefusalThreshold({5.0}, 0.5), 5.0);
}

TEST(RefusalThreshold, IsTheLeastThatKeepsEnough) {
  rc::check([](const std::vector<std::int8_t>& numbers) {
    RC_PRE(!numbers.empty());
    const std::vector<double> scores(numbers.begin(), numbers.end());
    const double share = *rc::gen::inRange(1, 101) / 100.0;
    const auto count = static_cast<double>(scores.size());
    const auto kept = [&](double threshold) {
      return static_cast<double>(
          std::count_if(scores.begin(), scores.end(), [&](double s) { return s <= threshold; }));
    };
    const double threshold = RefusalThreshold(scores, share);
    RC_ASSERT(kept(threshold) >= share * count - 1e-6);
    RC_ASSERT(kept(threshold - 0.5) < share * count);
  });
}

TEST(Accept, TakesWhatIsAtTheThresholdToo) {
  const Accepted result = Accept({{0.9, true}, {0.8, false}, {0.7, true}}, 0.8);
  EXPECT_EQ(result.accepted, 2);
  EXPECT_EQ(result.right, 1);
}

TEST(SureThreshold, GoesAsLowAsTheShareAllows) {
  const std::vector<JudgedAnswer> answers = {{0.99, true}, {0.95, true}, {0.9, true},
                                             {0.8, false}, {0.7, true},  {0.6, false}};
  EXPECT_DOUBLE_EQ(SureThreshold(answers, 1.0).value(), 0.9);
  EXPECT_DOUBLE_EQ(SureThreshold(answers, 0.8).value(), 0.7);
  EXPECT_DOUBLE_EQ(SureThreshold(answers, 0.5).value(), 0.6);
}

TEST(SureThreshold, DoesNotPartAnswersOfOneConfidence) {
  EXPECT_EQ(SureThreshold({{0.9, true}, {0.9, false}}, 1.0), std::nullopt);
}

TEST(SureThreshold, KeepsItsPromiseOnTheAnswersItWasChosenBy) {
  rc::check([](const std::vector<std::pair<std::uint8_t, bool>>& pairs) {
    std::vector<JudgedAnswer> answers;
    answers.reserve(pairs.size());
    for (const auto& [confidence, right] : pairs) answers.push_back({confidence / 255.0, right});
    const auto threshold = SureThreshold(answers, 0.9);
    if (!threshold) return;
    const Accepted result = Accept(answers, *threshold);
    RC_ASSERT(result.accepted > 0);
    RC_ASSERT(static_cast<double>(result.right) >= 0.9 * static_cast<double>(result.accepted));
  });
}

TEST(DifferenceOfPairs, CountsOnlyWhatChanged) {
  const PairedDifference none = DifferenceOfPairs(0, 0, 100);
  EXPECT_DOUBLE_EQ(none.difference, 0.0);
  EXPECT_DOUBLE_EQ(none.interval.low, 0.0);
  EXPECT_DOUBLE_EQ(none.interval.high, 0.0);
  const PairedDifference some = DifferenceOfPairs(30, 10, 1000);
  EXPECT_DOUBLE_EQ(some.difference, 0.02);
  // 1.96 * sqrt(40 - 0.4) / 1000
  EXPECT_NEAR(some.interval.high, 0.02 + 0.01233, 1e-5);
  EXPECT_NEAR(some.interval.low, 0.02 - 0.01233, 1e-5);
}

}  // namespace
}  // namespace inkdigit::training
