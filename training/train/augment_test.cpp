#include "training/train/augment.h"

#include <gtest/gtest.h>
#include <torch/torch.h>

namespace inkdigit::training {
namespace {

torch::Tensor Bars() {
  torch::Tensor tiles = torch::zeros({64, 1, 28, 28});
  tiles.slice(2, 5, 23).slice(3, 12, 16).fill_(1.0);
  return tiles;
}

TEST(Augment, ChangesNothingAtStrengthZero) {
  EXPECT_TRUE(torch::equal(Augment(Bars(), 0.0, 1), Bars()));
}

TEST(Augment, KeepsTheFormAndTheRangeAndMostOfTheInk) {
  const torch::Tensor changed = Augment(Bars(), 1.0, 1);
  EXPECT_EQ(changed.sizes(), Bars().sizes());
  EXPECT_GE(changed.min().item<float>(), 0.0F);
  EXPECT_LE(changed.max().item<float>(), 1.0F);
  const torch::Tensor share = changed.sum({1, 2, 3}) / Bars().sum({1, 2, 3});
  EXPECT_GT(share.min().item<float>(), 0.2F);
  EXPECT_LT(share.max().item<float>(), 4.0F);
}

TEST(Augment, TreatsEveryTileDifferently) {
  const torch::Tensor changed = Augment(Bars(), 1.0, 1);
  for (int i = 1; i < 64; ++i) EXPECT_FALSE(torch::equal(changed[0], changed[i]));
}

TEST(Augment, RepeatsForTheSameSeed) {
  const torch::Tensor first = Augment(Bars(), 1.0, 5);
  EXPECT_TRUE(torch::equal(first, Augment(Bars(), 1.0, 5)));
  EXPECT_FALSE(torch::equal(first, Augment(Bars(), 1.0, 6)));
}

}  // namespace
}  // namespace inkdigit::training
