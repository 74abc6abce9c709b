#include "core/looks.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <numeric>
#include <random>
#include <span>
#include <vector>

#include "core/model_file_for_test.h"
#include "inkdigit/model.h"

namespace inkdigit {
namespace {

using Looks = std::array<Tile28, kMoreLooks>;

Looks LooksAt(const Tile28& tile) {
  Looks looks;
  TakeMoreLooks(tile, looks);
  return looks;
}

void Set(Tile28& tile, int x, int y, std::uint8_t value) {
  tile.pixels[static_cast<std::size_t>(y) * kTileSide + static_cast<std::size_t>(x)] = value;
}

int Ink(const Tile28& tile) { return std::accumulate(tile.pixels.begin(), tile.pixels.end(), 0); }

// The likeliest class has `sure`, the next one the rest.
Scores ScoresOf(float sure) {
  Scores scores;
  scores.probabilities[3] = sure;
  scores.probabilities[5] = 1.0F - sure;
  return scores;
}

TEST(Looks, AreTheTileAPixelToEachSideFirst) {
  Tile28 tile;
  Set(tile, 10, 20, 200);
  const Looks looks = LooksAt(tile);
  const std::array<std::array<int, 2>, 4> places = {{{9, 20}, {11, 20}, {10, 19}, {10, 21}}};
  for (std::size_t i = 0; i < places.size(); ++i) {
    EXPECT_EQ(looks[i].at(places[i][0], places[i][1]), 200) << i;
    EXPECT_EQ(Ink(looks[i]), 200) << i;
  }
}

TEST(Looks, ThatAreSizedHaveInkByTheSquare) {
  Tile28 tile;
  for (int y = 8; y < 20; ++y) {
    for (int x = 8; x < 20; ++x) Set(tile, x, y, 255);
  }
  const Looks looks = LooksAt(tile);
  EXPECT_NEAR(static_cast<double>(Ink(looks[4])) / Ink(tile), 0.88 * 0.88, 0.01);
  EXPECT_NEAR(static_cast<double>(Ink(looks[5])) / Ink(tile), 1.12 * 1.12, 0.01);
}

TEST(Looks, ThatLeanMoveTheTopToOneSideAndTheFootToTheOther) {
  Tile28 tile;
  for (int y = 4; y < 24; ++y) {
    Set(tile, 13, y, 255);
    Set(tile, 14, y, 255);
  }
  const auto middle = [](const Tile28& seen, int y) {
    double sum = 0.0;
    double ink = 0.0;
    for (int x = 0; x < kTileSide; ++x) {
      sum += x * seen.at(x, y);
      ink += seen.at(x, y);
    }
    return sum / ink;
  };
  const Looks looks = LooksAt(tile);
  // 9.5 pixels from the middle, times 0.15.
  EXPECT_NEAR(middle(looks[6], 4), 13.5 + 1.425, 0.05);
  EXPECT_NEAR(middle(looks[6], 23), 13.5 - 1.425, 0.05);
  EXPECT_NEAR(middle(looks[7], 4), 13.5 - 1.425, 0.05);
  EXPECT_NEAR(middle(looks[7], 23), 13.5 + 1.425, 0.05);
}

TEST(Looks, AtPaperAreOfPaper) {
  for (const Tile28& look : LooksAt(Tile28{})) EXPECT_EQ(look, Tile28{});
}

TEST(Looks, AreTakenWhereTheLikeliestClassHasLessThanTheirBound) {
  EXPECT_EQ(Doubt(ScoresOf(0.96F)), 0.0F);
  EXPECT_EQ(Doubt(ScoresOf(0.89F)), 1.0F);
  EXPECT_NEAR(Doubt(ScoresOf(0.925F)), 0.5F, 1e-3F);
}

TEST(Looks, CountAsMuchAsTheDoubt) {
  std::array<Scores, kMoreLooks> more;
  more.fill(ScoresOf(0.1F));
  const Scores first = ScoresOf(0.9F);
  EXPECT_FLOAT_EQ(WeighLooks(first, more, 0.0F).probabilities[3], 0.9F);
  EXPECT_FLOAT_EQ(WeighLooks(first, more, 1.0F).probabilities[3], (0.9F + 8 * 0.1F) / 9);
  EXPECT_FLOAT_EQ(WeighLooks(first, more, 0.5F).probabilities[3],
                  0.9F / 2 + (0.9F + 8 * 0.1F) / 18);
}

RC_GTEST_PROP(Looks, WeighedSumToOne, ()) {
  std::mt19937 random(*rc::gen::arbitrary<std::uint32_t>());
  std::exponential_distribution<float> draw(1.0F);
  const auto any = [&] {
    Scores scores;
    for (float& p : scores.probabilities) p = draw(random);
    const float sum =
        std::accumulate(scores.probabilities.begin(), scores.probabilities.end(), 0.0F);
    for (float& p : scores.probabilities) p /= sum;
    return scores;
  };
  const Scores first = any();
  std::array<Scores, kMoreLooks> more;
  for (Scores& look : more) look = any();
  const Scores weighed = WeighLooks(first, more, Doubt(first));
  RC_ASSERT(
      std::abs(std::accumulate(weighed.probabilities.begin(), weighed.probabilities.end(), 0.0F) -
               1.0F) < 1e-5F);
}

class ModelLooks : public testing::Test {
 protected:
  // Sums of what noise draws are far apart only where the temperature is low.
  static Model ModelWith(const char* temperature) {
    TestModel file;
    file.metadata["temperature"] = temperature;
    return Model::Load(file.Bytes()).value();
  }
  static std::vector<Tile28> Noise() {
    std::mt19937 random(7);
    std::vector<Tile28> tiles(20);
    for (Tile28& tile : tiles) {
      for (std::uint8_t& pixel : tile.pixels) pixel = static_cast<std::uint8_t>(random() % 256);
    }
    return tiles;
  }
  std::vector<Tile28> tiles_ = Noise();
  std::vector<Scores> first_ = std::vector<Scores>(tiles_.size());
  std::vector<Scores> scores_ = std::vector<Scores>(tiles_.size());
  Workspace workspace_;
};

TEST_F(ModelLooks, AreTheMeanOfAllWhereTheFirstIsInDoubt) {
  const Model model = ModelWith("1000");
  model.FirstLook(tiles_, first_, workspace_);
  model.Classify(tiles_, scores_, workspace_);
  for (std::size_t i = 0; i < tiles_.size(); ++i) {
    const Looks looks = LooksAt(tiles_[i]);
    std::array<Scores, kMoreLooks> more;
    model.FirstLook(looks, more, workspace_);
    for (std::size_t c = 0; c < kClasses; ++c) {
      float sum = first_[i].probabilities[c];
      for (const Scores& look : more) sum += look.probabilities[c];
      EXPECT_NEAR(scores_[i].probabilities[c], sum / 9, 1e-6F) << i << ' ' << c;
    }
  }
}

TEST_F(ModelLooks, AreNotTakenWhereTheFirstIsSure) {
  const Model model = ModelWith("0.0001");
  model.FirstLook(tiles_, first_, workspace_);
  model.Classify(tiles_, scores_, workspace_);
  for (std::size_t i = 0; i < tiles_.size(); ++i) {
    EXPECT_EQ(Doubt(first_[i]), 0.0F);
    EXPECT_EQ(scores_[i].probabilities, first_[i].probabilities);
  }
}

}  // namespace
}  // namespace inkdigit
