#include "training/train/recipe.h"

#include <gtest/gtest.h>

#include <array>
#include <numeric>

namespace inkdigit::training {
namespace {

Recipe HundredSteps() {
  Recipe recipe;
  recipe.epochs = 10;
  recipe.batches_per_epoch = 10;
  return recipe;
}

TEST(LearningRate, RisesToItsPeakAndFallsToNothing) {
  const Recipe recipe = HundredSteps();
  EXPECT_GT(LearningRate(recipe, 0), 0.0);
  EXPECT_LT(LearningRate(recipe, 0), LearningRate(recipe, 4));
  EXPECT_DOUBLE_EQ(LearningRate(recipe, 5), recipe.peak_rate);
  for (int step = 6; step <= 100; ++step) {
    EXPECT_LT(LearningRate(recipe, step), LearningRate(recipe, step - 1)) << step;
  }
  EXPECT_NEAR(LearningRate(recipe, 100), 0.0, 1e-12);
}

TEST(AugmentationStrength, CalmsDownAtTheEnd) {
  Recipe recipe = HundredSteps();
  recipe.calm_share = 0.2;
  recipe.final_strength = 0.5;
  EXPECT_DOUBLE_EQ(AugmentationStrength(recipe, 0), 1.0);
  EXPECT_DOUBLE_EQ(AugmentationStrength(recipe, 80), 1.0);
  EXPECT_NEAR(AugmentationStrength(recipe, 90), 0.75, 1e-12);
  EXPECT_NEAR(AugmentationStrength(recipe, 100), 0.5, 1e-12);
}

TEST(AugmentationStrength, StaysFullWhereNothingIsCalm) {
  Recipe recipe = HundredSteps();
  recipe.calm_share = 0.0;
  EXPECT_DOUBLE_EQ(AugmentationStrength(recipe, 100), 1.0);
}

TEST(DescribeRecipe, DiffersWhereverTrainingDiffers) {
  const Recipe recipe;
  Recipe other = recipe;
  other.seed = 2;
  EXPECT_NE(Describe(recipe), Describe(other));
  other = recipe;
  other.threads = recipe.threads + 1;
  EXPECT_NE(Describe(recipe), Describe(other));
  EXPECT_EQ(Describe(recipe).find('\n'), std::string::npos);
}

TEST(Recipe, SharesOfABatchSumToOneWithCorrectionsToo) {
  Recipe recipe;
  EXPECT_EQ(Shares(recipe), kDefaultShares);
  recipe.corrections_share = 0.2;
  const std::array<double, kSources> shares = Shares(recipe);
  EXPECT_NEAR(std::accumulate(shares.begin(), shares.end(), 0.0), 1.0, 1e-12);
  EXPECT_DOUBLE_EQ(shares[static_cast<std::size_t>(Source::kCorrections)], 0.2);
  EXPECT_DOUBLE_EQ(shares[0], 0.8 * kDefaultShares[0]);
}

}  // namespace
}  // namespace inkdigit::training
