#include "training/train/turned.h"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include "inkdigit/model.h"

namespace inkdigit::training {
namespace {

constexpr std::int64_t kTiles = 4000;

// A stroke that no turn or mirror maps to itself: down the left, and a foot to the right.
torch::Tensor Feet() {
  torch::Tensor tiles = torch::zeros({kTiles, 1, 28, 28});
  tiles.slice(2, 4, 24).slice(3, 4, 8).fill_(1.0);
  tiles.slice(2, 20, 24).slice(3, 4, 16).fill_(1.0);
  return tiles;
}

torch::Tensor Labels(std::int64_t label) { return torch::full({kTiles}, label, torch::kLong); }

double ShareThatBecameNoDigit(std::int64_t label, double share) {
  torch::Tensor tiles = Feet();
  torch::Tensor labels = Labels(label);
  TurnSome(tiles, labels, share, 1);
  const torch::Tensor changed = (tiles != Feet()).flatten(1).any(1);
  EXPECT_TRUE(torch::equal(changed, labels.ne(label))) << label;
  EXPECT_TRUE(torch::equal(changed,
                           labels.eq(kNotADigit).logical_and(torch::full({}, label != kNotADigit))))
      << label;
  return changed.to(torch::kDouble).mean().item<double>();
}

TEST(TurnSome, TurnsOnlyWhatIsNoDigitAfterwards) {
  for (const std::int64_t label : {0, 1, 6, 8, kNotADigit}) {
    EXPECT_EQ(ShareThatBecameNoDigit(label, 1.0), 0.0) << label;
  }
  EXPECT_EQ(ShareThatBecameNoDigit(4, 1.0), 1.0);
  EXPECT_NEAR(ShareThatBecameNoDigit(9, 1.0), 0.25, 0.03);  // mirrored alone
  EXPECT_NEAR(ShareThatBecameNoDigit(2, 1.0), 0.5, 0.03);   // a quarter to either side
}

TEST(TurnSome, TurnsAsManyAsAskedFor) {
  EXPECT_EQ(ShareThatBecameNoDigit(4, 0.0), 0.0);
  EXPECT_NEAR(ShareThatBecameNoDigit(4, 0.2), 0.2, 0.03);
}

TEST(TurnSome, RepeatsForTheSameSeed) {
  torch::Tensor first = Feet();
  torch::Tensor second = Feet();
  torch::Tensor labels = Labels(4);
  torch::Tensor again = Labels(4);
  TurnSome(first, labels, 0.5, 7);
  TurnSome(second, again, 0.5, 7);
  EXPECT_TRUE(torch::equal(first, second));
  EXPECT_TRUE(torch::equal(labels, again));
}

}  // namespace
}  // namespace inkdigit::training
