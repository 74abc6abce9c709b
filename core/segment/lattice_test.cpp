#include "core/segment/lattice.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cmath>
#include <cstddef>
#include <vector>

namespace inkdigit {
namespace {

Arc ArcBetween(int from, int to) {
  Arc arc;
  arc.from = from;
  arc.to = to;
  return arc;
}

// One label has all the weight but a trace.
LogWeights Only(int label, double share) {
  LogWeights weights;
  weights.fill(-40.0);
  weights[static_cast<std::size_t>(label)] = std::log(share);
  return weights;
}

TEST(BestPath, TakesTheHeaviestReading) {
  // Either one 4 or a 1 and a 7.
  const std::vector<Arc> arcs = {ArcBetween(0, 1), ArcBetween(1, 2), ArcBetween(0, 2)};
  const std::vector<LogWeights> weights = {Only(1, 0.9), Only(7, 0.5), Only(4, 0.1)};
  const Path path = BestPath(3, arcs, weights);
  ASSERT_EQ(path.steps.size(), 2U);
  EXPECT_EQ(path.steps[0].arc, 0U);
  EXPECT_EQ(path.steps[0].label, 1);
  EXPECT_EQ(path.steps[1].label, 7);
  EXPECT_NEAR(path.confidence, 0.45 / 0.55, 1e-9);
}

TEST(BestPath, CountsOtherCutsThatGiveTheSameTextAsTheSame) {
  // Cut at 1 or at 2, either way 1 and 7.
  const std::vector<Arc> arcs = {ArcBetween(0, 1), ArcBetween(1, 3), ArcBetween(0, 2),
                                 ArcBetween(2, 3)};
  const std::vector<LogWeights> weights = {Only(1, 0.6), Only(7, 1.0), Only(1, 0.4), Only(7, 1.0)};
  EXPECT_NEAR(BestPath(4, arcs, weights).confidence, 1.0, 1e-9);
}

TEST(BestPath, PassesOverWhatIsNoDigit) {
  const std::vector<Arc> arcs = {ArcBetween(0, 1), ArcBetween(1, 2)};
  const Path path = BestPath(3, arcs, {Only(kNotADigit, 1.0), Only(3, 1.0)});
  ASSERT_EQ(path.steps.size(), 2U);
  EXPECT_EQ(path.steps[0].label, kNotADigit);
  EXPECT_NEAR(path.confidence, 1.0, 1e-9);
}

TEST(BestPath, HasNoStepsWhereNoArcsLeadThrough) {
  EXPECT_TRUE(BestPath(3, {ArcBetween(0, 1)}, {Only(1, 1.0)}).steps.empty());
}

TEST(WeighArc, GivesASpeckToNothingButNotADigit) {
  Arc speck = ArcBetween(0, 1);
  speck.is_speck = true;
  speck.scores.probabilities[5] = 1.0F;
  const LogWeights weights = WeighArc(speck);
  for (std::size_t digit = 0; digit < 10; ++digit) EXPECT_EQ(weights[digit], -INFINITY);
  EXPECT_TRUE(std::isfinite(weights[kNotADigit]));
}

TEST(WeighArc, StaysFiniteWhereTheNetworkSeesNoChance) {
  Arc arc = ArcBetween(0, 1);
  arc.scores.probabilities[5] = 1.0F;
  for (const double weight : WeighArc(arc)) EXPECT_TRUE(std::isfinite(weight));
}

TEST(LogShareOfText, SumsToOneOverAllTextsOfAPiece) {
  Arc arc = ArcBetween(0, 1);
  arc.scores.probabilities.fill(1.0F / kClasses);
  const std::vector<LogWeights> weights = {WeighArc(arc)};
  double sum = std::exp(LogShareOfText(2, {arc}, weights, {}));
  for (int digit = 0; digit < 10; ++digit) {
    sum += std::exp(LogShareOfText(2, {arc}, weights, {digit}));
  }
  EXPECT_NEAR(sum, 1.0, 1e-9);
}

TEST(BestPath, LeadsFromTheFirstCutToTheLastWithAProbability) {
  EXPECT_TRUE(rc::check([] {
    const int cuts = *rc::gen::inRange(2, 9);
    std::vector<Arc> arcs;
    std::vector<LogWeights> weights;
    for (int from = 0; from + 1 < cuts; ++from) {
      for (int to = from + 1; to < cuts; ++to) {
        if (to > from + 1 && *rc::gen::arbitrary<bool>()) continue;
        arcs.push_back(ArcBetween(from, to));
        LogWeights log{};
        for (double& weight : log) weight = -*rc::gen::inRange(0, 300) / 10.0;
        weights.push_back(log);
      }
    }
    const Path path = BestPath(cuts, arcs, weights);
    int cut = 0;
    for (const Path::Step& step : path.steps) {
      RC_ASSERT(arcs[step.arc].from == cut);
      cut = arcs[step.arc].to;
    }
    RC_ASSERT(cut == cuts - 1);
    RC_ASSERT(path.confidence > 0.0);
    RC_ASSERT(path.confidence <= 1.0);
  }));
}

}  // namespace
}  // namespace inkdigit
