// Trains for seconds: a small network that knows upright and flat strokes learns a third kind.
#include "training/train/finetune.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <span>
#include <string>
#include <vector>

#include "core/temporary_folder_for_test.h"
#include "training/render/canvas.h"
#include "training/tiles/prepare.h"
#include "training/train/averaged.h"
#include "training/train/export.h"
#include "training/train/network.h"

namespace inkdigit::training {
namespace {

using testing::HasSubstr;

void Ignore(const std::string& /*line*/) {}

void Add(TileSet& set, const Strokes& strokes, int label, Source source, std::uint64_t i,
         double pen) {
  CanvasOptions canvas;
  canvas.pen = pen;
  const auto tile = PictureToTile(RenderStrokes(strokes, canvas).view());
  ASSERT_TRUE(tile);
  set.Add(*tile, static_cast<std::uint8_t>(label), source, 0,
          i % 10 >= 8 ? Split::kValidation : Split::kTraining);
}

// Upright strokes are a 1, flat ones no digit.
TileSet Old() {
  TileSet set;
  for (std::uint64_t i = 0; i < 80; ++i) {
    Random random(i);
    const double lean = random.Uniform(-0.2, 0.2);
    const double pen = random.Uniform(0.05, 0.2);
    if (i % 2 == 0) {
      Add(set, {{{0, 0}, {lean, 1}}}, 1, Source::kPendigits, i, pen);
    } else {
      Add(set, {{{0, 0}, {1, lean}}}, kNotADigit, Source::kNotDigits, i, pen);
    }
  }
  return set;
}

// With crosses, which somebody says are a 4; or with upright strokes that somebody calls a 4.
TileSet WithCorrections(bool crosses) {
  TileSet set = Old();
  for (std::uint64_t i = 0; i < 40; ++i) {
    Random random(1000 + i);
    const double lean = random.Uniform(-0.2, 0.2);
    Strokes strokes{{{0.5, 0}, {0.5 + lean, 1}}};
    if (crosses) strokes.push_back({{0, 0.5}, {1, 0.5 + lean}});
    Add(set, strokes, 4, Source::kCorrections, i, random.Uniform(0.05, 0.2));
  }
  return set;
}

Model LoadModel(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  const std::vector<char> bytes{std::istreambuf_iterator<char>(file), {}};
  return Model::Load(std::as_bytes(std::span(bytes))).value();
}

class FinetuneTest : public testing::Test {
 protected:
  void SetUp() override {
    TrainOptions train;
    train.recipe.layers = "conv3x3 16, maxpool2x2, conv3x3 16, avgmaxpool, dense 11";
    train.recipe.epochs = 10;
    train.recipe.batches_per_epoch = 12;
    train.recipe.batch_size = 16;
    train.checkpoint_path = folder_ + "/old.pt";
    ASSERT_TRUE(Train(train, Old(), stop_, Ignore, Ignore).ok());
    ExportOptions exported;
    exported.recipe = train.recipe;
    exported.checkpoint_path = train.checkpoint_path;
    exported.model_path = folder_ + "/old.safetensors";
    exported.name = "old";
    ASSERT_TRUE(Export(exported, Old(), Ignore).ok());
    options_.recipe.epochs = 10;
    options_.recipe.batches_per_epoch = 12;
    options_.recipe.batch_size = 32;
    options_.recipe.peak_rate = 0.05;
    options_.checkpoint_path = folder_ + "/new.pt";
    options_.model_path = folder_ + "/new.safetensors";
    options_.name = "new";
  }

  [[nodiscard]] Model OldModel() const { return LoadModel(folder_ + "/old.safetensors"); }

  TemporaryFolder temporary_;
  std::string folder_ = temporary_.path();
  FinetuneOptions options_;
  std::atomic<bool> stop_{false};
};

TEST_F(FinetuneTest, AnUnfoldedNetworkSaysWhatTheModelSays) {
  const Model model = OldModel();
  const TileSet tiles = Old();
  std::vector<std::size_t> all(tiles.size());
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
  std::vector<Layer> layers;
  for (const LayerWeights& weights : model.layer_weights()) layers.push_back(weights.layer);
  Network network(layers);
  network->Unfold(model.layer_weights(), StackTiles(tiles, all));
  network->eval();
  const torch::Tensor logits = LogitsOf(network, tiles, all).contiguous();
  std::vector<float> expected(tiles.size() * kClasses);
  Workspace workspace;
  model.Logits(tiles.tiles, expected, workspace);
  for (std::size_t i = 0; i < expected.size(); ++i) {
    ASSERT_NEAR(logits.data_ptr<float>()[i], expected[i], 1e-3) << i;
  }
}

TEST_F(FinetuneTest, LearnsWhatWasCorrectedAndKeepsTheRest) {
  std::string report;
  const auto end = Finetune(
      options_, OldModel(), WithCorrections(true), stop_,
      [&](const std::string& line) { report += line + '\n'; }, Ignore);
  ASSERT_TRUE(end.ok()) << end.error().message;
  EXPECT_EQ(end.value(), TrainEnd::kFinished);
  const Model model = LoadModel(options_.model_path);
  EXPECT_EQ(model.info().name, "new");
  const Comparison corrections = Compare(OldModel(), model, WithCorrections(true), true);
  EXPECT_EQ(corrections.before, 8);
  EXPECT_EQ(corrections.after, 0);
  EXPECT_EQ(Compare(OldModel(), model, WithCorrections(true), false).after, 0);
  EXPECT_THAT(report, HasSubstr("corrected digits, held out: 8 errors before, 0 after, of 8"));
  EXPECT_FALSE(std::filesystem::exists(options_.checkpoint_path));
  EXPECT_FALSE(std::filesystem::exists(options_.model_path + ".candidate"));
}

TEST_F(FinetuneTest, WritesAWorseModelOnlyByForce) {
  const auto refused =
      Finetune(options_, OldModel(), WithCorrections(false), stop_, Ignore, Ignore);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, Errc::kBadModel);
  EXPECT_THAT(refused.error().message, HasSubstr("the digits of all others"));
  EXPECT_FALSE(std::filesystem::exists(options_.model_path));
  EXPECT_FALSE(std::filesystem::exists(options_.model_path + ".candidate"));
  options_.force = true;
  const auto forced = Finetune(options_, OldModel(), WithCorrections(false), stop_, Ignore, Ignore);
  ASSERT_TRUE(forced.ok()) << forced.error().message;
  EXPECT_TRUE(std::filesystem::exists(options_.model_path));
}

TEST_F(FinetuneTest, SaysThatThereIsNothingToLearnFrom) {
  const auto end = Finetune(options_, OldModel(), Old(), stop_, Ignore, Ignore);
  ASSERT_FALSE(end.ok());
  EXPECT_THAT(end.error().message, HasSubstr("too few corrected digits"));
}

TEST(WhyWorse, NamesMoreErrorsOnCorrections) {
  EXPECT_THAT(WhyWorse({100, 5, 6, 0, 1}, {}), HasSubstr("corrected digits"));
  EXPECT_EQ(WhyWorse({100, 6, 6, 1, 1}, {}), "");
}

TEST(WhyWorse, AllowsWhatChanceExplains) {
  EXPECT_EQ(WhyWorse({}, {5000, 20, 24, 6, 10}), "");
  EXPECT_NE(WhyWorse({}, {5000, 20, 40, 2, 22}), "");
  EXPECT_EQ(WhyWorse({}, {5000, 20, 10, 12, 2}), "");
}

TEST(Comparison, ChanceOfWorseIsTheBinomialsTail) {
  EXPECT_NEAR((Comparison{0, 0, 0, 0, 5}.chance_of_worse()), std::pow(0.5, 5), 1e-9);
  EXPECT_NEAR((Comparison{0, 0, 0, 1, 1}.chance_of_worse()), 0.75, 1e-9);
  EXPECT_NEAR((Comparison{}.chance_of_worse()), 1.0, 1e-9);
}

}  // namespace
}  // namespace inkdigit::training
