#include "inkdigit/exemplars.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cmath>
#include <cstdint>
#include <numeric>
#include <random>
#include <span>
#include <utility>
#include <vector>

#include "core/model_file_for_test.h"
#include "core/scene_for_test.h"
#include "inkdigit/recognizer.h"

namespace inkdigit {
namespace {

class ExemplarsTest : public testing::Test {
 protected:
  ExemplarsTest() : recognizer_(Model::LoadEmbedded().value()), exemplars_(recognizer_.model()) {}

  Reading Read(int digit, const ReadOptions& options = {}) {
    Scene scene;
    scene.digit = digit;
    auto reading = recognizer_.Read(DrawScene(scene).view(), options, workspace_);
    EXPECT_TRUE(reading.ok());
    return std::move(reading).value();
  }
  Reading ReadWithExemplars(int digit) {
    Reading reading = Read(digit);
    exemplars_.Apply(reading, workspace_);
    return reading;
  }

  Workspace workspace_;
  Recognizer recognizer_;
  Exemplars exemplars_;
};

TEST_F(ExemplarsTest, ChangeNothingWhileThereIsNone) {
  const Reading plain = Read(7);
  const Reading applied = ReadWithExemplars(7);
  EXPECT_EQ(applied.text, plain.text);
  EXPECT_EQ(applied.confidence, plain.confidence);
  EXPECT_EQ(applied.digits.at(0).scores.probabilities, plain.digits.at(0).scores.probabilities);
}

TEST_F(ExemplarsTest, MakeTheSameDrawingReadAsItWasCorrectedHoweverSureTheNetworkIs) {
  const Reading plain = Read(7);
  ASSERT_EQ(plain.text, "7");
  ASSERT_GT(plain.confidence, 0.98);
  exemplars_.Learn(plain.digits.at(0).tile, 1, workspace_);
  const Reading corrected = ReadWithExemplars(7);
  EXPECT_EQ(corrected.text, "1");
  EXPECT_EQ(corrected.digits.at(0).digit, 1);
  EXPECT_GT(corrected.confidence, 0.9);
}

TEST_F(ExemplarsTest, LeaveDigitsThatAreFarFromThemAsTheyWere) {
  exemplars_.Learn(Read(7).digits.at(0).tile, 1, workspace_);
  for (const int digit : {0, 3, 5, 8}) {
    const Reading plain = Read(digit);
    const Reading applied = ReadWithExemplars(digit);
    EXPECT_EQ(applied.text, plain.text);
    EXPECT_NEAR(applied.confidence, plain.confidence, 0.01) << digit;
  }
}

TEST_F(ExemplarsTest, ReachAsFarAsTheModelSays) {
  const Tile28 learnt = Read(7).digits.at(0).tile;
  const Tile28 other = Read(3).digits.at(0).tile;
  const auto gain = [&](const char* reach) {
    TestModel file;
    file.metadata["reach"] = reach;
    const Model model = Model::Load(file.Bytes()).value();
    Exemplars exemplars(model);
    exemplars.Learn(learnt, 1, workspace_);
    Scores plain;
    std::vector<float> features(model.info().features);
    model.Classify({&other, 1}, {&plain, 1}, features, workspace_);
    return exemplars.Blend(plain, features).probabilities[1] - plain.probabilities[1];
  };
  EXPECT_NEAR(gain("0.0001"), 0.0F, 1e-6F);
  EXPECT_GT(gain("100"), 0.1F);
}

TEST_F(ExemplarsTest, TurnInkThatWasRefusedIntoTheDigitThatItWasCorrectedTo) {
  Reading reading = Read(7);
  GlyphReading glyph = reading.digits.at(0);
  glyph.scores.probabilities.fill(0.001F);
  glyph.scores.probabilities[kNotADigit] = 0.99F;
  reading = {"", 0.99, {}, {glyph}};
  exemplars_.Learn(glyph.tile, 7, workspace_);
  exemplars_.Apply(reading, workspace_);
  EXPECT_EQ(reading.text, "7");
  ASSERT_EQ(reading.digits.size(), 1U);
  EXPECT_TRUE(reading.rejected.empty());
  EXPECT_GT(reading.confidence, 0.9);
}

TEST_F(ExemplarsTest, PutEachDigitInItsPlaceBetweenSpacesAndLines) {
  const GlyphReading seven = Read(7).digits.at(0);
  const GlyphReading three = Read(3).digits.at(0);
  Reading reading{"3 7\n3", 0.9, {three, seven, three}, {}};
  exemplars_.Learn(seven.tile, 1, workspace_);
  exemplars_.Apply(reading, workspace_);
  EXPECT_EQ(reading.text, "3 1\n3");
  EXPECT_LE(reading.confidence, 1.0);
}

TEST_F(ExemplarsTest, ForgetTheOldestBeyondTheMost) {
  const std::size_t length = recognizer_.model().info().features;
  std::vector<float> features(length, 0.0F);
  const auto learn = [&](std::size_t place, int digit) {
    features.assign(length, 0.0F);
    features[place] = 1.0F;
    exemplars_.Learn(features, digit);
  };
  learn(0, 4);
  for (std::size_t i = 1; i < Exemplars::kMost; ++i) learn(1, 5);
  EXPECT_EQ(exemplars_.size(), Exemplars::kMost);
  Scores even;
  even.probabilities.fill(1.0F / kClasses);
  features.assign(length, 0.0F);
  features[0] = 3.0F;  // the length does not matter
  EXPECT_EQ(exemplars_.Blend(even, features).best_digit(), 4);
  learn(2, 6);  // in the place of the first
  EXPECT_EQ(exemplars_.size(), Exemplars::kMost);
  features.assign(length, 0.0F);
  features[0] = 3.0F;
  EXPECT_LT(exemplars_.Blend(even, features).probabilities[4], 0.1F);
}

TEST_F(ExemplarsTest, LeaveOutFeaturesThatAreAllZero) {
  const std::vector<float> nothing(recognizer_.model().info().features, 0.0F);
  exemplars_.Learn(nothing, 3);
  EXPECT_EQ(exemplars_.size(), 0U);
}

TEST_F(ExemplarsTest, GiveProbabilitiesThatSumToOneAndAreFinite) {
  rc::check("for any scores and features", [this] {
    std::mt19937 random(static_cast<std::uint32_t>(*rc::gen::inRange(0, 1 << 30)));
    std::exponential_distribution<float> draw(1.0F);
    const std::size_t length = recognizer_.model().info().features;
    Exemplars exemplars(recognizer_.model());
    std::vector<float> features(length);
    const int count = *rc::gen::inRange(1, 40);
    for (int i = 0; i < count; ++i) {
      for (float& value : features) value = draw(random);
      exemplars.Learn(features, i % 10);
    }
    Scores network;
    float sum = 0.0F;
    for (float& probability : network.probabilities) sum += probability = draw(random);
    for (float& probability : network.probabilities) probability /= sum;
    const Scores blended = exemplars.Blend(network, features);
    float all = 0.0F;
    for (const float probability : blended.probabilities) {
      RC_ASSERT(std::isfinite(probability));
      RC_ASSERT(probability >= 0.0F);
      all += probability;
    }
    RC_ASSERT(std::fabs(all - 1.0F) < 1e-4F);
  });
}

TEST(Features, OfATileAreTheSameInABatchAndAlone) {
  const Model model = Model::LoadEmbedded().value();
  const std::size_t length = model.info().features;
  ASSERT_EQ(length, 160U);
  std::mt19937 random(3);
  std::vector<Tile28> tiles(9);
  for (Tile28& tile : tiles) {
    for (std::uint8_t& pixel : tile.pixels) pixel = static_cast<std::uint8_t>(random() % 256);
  }
  Workspace workspace;
  std::vector<Scores> scores(tiles.size());
  std::vector<float> together(tiles.size() * length);
  model.Classify(tiles, scores, together, workspace);
  for (std::size_t i = 0; i < tiles.size(); ++i) {
    std::vector<float> alone(length);
    Scores score;
    model.Classify({&tiles[i], 1}, {&score, 1}, alone, workspace);
    for (std::size_t k = 0; k < length; ++k) {
      EXPECT_NEAR(alone[k], together[i * length + k], 1e-3F * (1.0F + std::fabs(alone[k])));
    }
  }
}

}  // namespace
}  // namespace inkdigit
