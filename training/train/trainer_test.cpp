// Trains for seconds: the same schedule must give the same bits, whether or not it was interrupted.
#include "training/train/trainer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <span>
#include <string>

#include "core/temporary_folder_for_test.h"
#include "inkdigit/model.h"
#include "training/data/data_files.h"
#include "training/render/canvas.h"
#include "training/render/not_digit_maker.h"
#include "training/tiles/files.h"
#include "training/tiles/prepare.h"
#include "training/train/export.h"
#include "training/train/left_out.h"

namespace inkdigit::training {
namespace {

using testing::HasSubstr;

void Ignore(const std::string& /*line*/) {}

// Upright strokes (1) and flat ones (10, no digit): enough to learn something.
TileSet TwoKinds() {
  TileSet set;
  for (std::uint64_t i = 0; i < 80; ++i) {
    Random random(i);
    const bool upright = i % 2 == 0;
    const double lean = random.Uniform(-0.2, 0.2);
    const Strokes strokes = upright ? Strokes{{{0, 0}, {lean, 1}}} : Strokes{{{0, 0}, {1, lean}}};
    CanvasOptions canvas;
    canvas.pen = random.Uniform(0.05, 0.2);
    if (const auto tile = PictureToTile(RenderStrokes(strokes, canvas).view())) {
      set.Add(*tile, upright ? 1 : kNotADigit, upright ? Source::kPendigits : Source::kNotDigits, 0,
              i % 10 >= 8 ? Split::kValidation : Split::kTraining);
    }
  }
  return set;
}

std::string ReadFile(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

class ShortTraining : public testing::Test {
 protected:
  void SetUp() override {
    recipe_.layers = "conv3x3 16, maxpool2x2, conv3x3 16, avgmaxpool, dense 11";
    recipe_.epochs = 2;
    recipe_.batches_per_epoch = 12;
    recipe_.batch_size = 16;
  }

  [[nodiscard]] TrainOptions Options(const std::string& name) const {
    TrainOptions options;
    options.recipe = recipe_;
    options.checkpoint_path = folder_ + "/" + name + ".pt";
    return options;
  }

  [[nodiscard]] ExportOptions ExportOf(const std::string& name) const {
    ExportOptions options;
    options.recipe = recipe_;
    options.checkpoint_path = folder_ + "/" + name + ".pt";
    options.model_path = folder_ + "/" + name + ".safetensors";
    return options;
  }

  // SHA-256 of the model that comes out.
  [[nodiscard]] std::string ModelHash(const std::string& name) const {
    const ExportOptions options = ExportOf(name);
    const auto written = Export(options, tiles_, Ignore);
    if (!written.ok()) return written.error().message;
    const std::string bytes = ReadFile(options.model_path);
    return Sha256Hex(bytes.data(), bytes.size());
  }

  TemporaryFolder temporary_;
  std::string folder_ = temporary_.path();
  Recipe recipe_;
  TileSet tiles_ = TwoKinds();
  std::atomic<bool> stop_{false};
};

TEST_F(ShortTraining, GivesTheSameModelTwice) {
  recipe_.threads = 2;
  recipe_.turned_share = 0.1;
  for (const char* name : {"first", "second"}) {
    const auto end = Train(Options(name), tiles_, stop_, Ignore, Ignore);
    ASSERT_TRUE(end.ok()) << end.error().message;
    EXPECT_EQ(end.value(), TrainEnd::kFinished);
  }
  EXPECT_EQ(ModelHash("first").size(), 64U);
  EXPECT_EQ(ModelHash("first"), ModelHash("second"));
}

TEST_F(ShortTraining, GoesOnFromACheckpointAsIfItHadNeverStopped) {
  ASSERT_TRUE(Train(Options("whole"), tiles_, stop_, Ignore, Ignore).ok());
  TrainOptions halves = Options("halves");
  halves.stop_after_steps = 7;  // in the middle of an epoch
  const auto first = Train(halves, tiles_, stop_, Ignore, Ignore);
  ASSERT_TRUE(first.ok()) << first.error().message;
  EXPECT_EQ(first.value(), TrainEnd::kStopped);
  halves.stop_after_steps = 0;
  const auto second = Train(halves, tiles_, stop_, Ignore, Ignore);
  ASSERT_TRUE(second.ok()) << second.error().message;
  EXPECT_EQ(second.value(), TrainEnd::kFinished);
  EXPECT_EQ(ModelHash("halves"), ModelHash("whole"));
}

TEST_F(ShortTraining, StopsWithACheckpointWhenAsked) {
  stop_ = true;
  const auto end = Train(Options("stopped"), tiles_, stop_, Ignore, Ignore);
  ASSERT_TRUE(end.ok()) << end.error().message;
  EXPECT_EQ(end.value(), TrainEnd::kStopped);
  EXPECT_TRUE(std::filesystem::exists(Options("stopped").checkpoint_path));
}

TEST_F(ShortTraining, LearnsToTellTheTwoKindsApart) {
  recipe_.epochs = 10;
  ASSERT_TRUE(Train(Options("learnt"), tiles_, stop_, Ignore, Ignore).ok());
  std::string report;
  const auto written = Export(ExportOf("learnt"), tiles_,
                              [&report](const std::string& line) { report += line + '\n'; });
  ASSERT_TRUE(written.ok()) << written.error().message;
  EXPECT_THAT(report, HasSubstr("pendigits 0/8, not-digits 0/8"));
}

TEST_F(ShortTraining, RefusesTheCheckpointOfAnotherRecipe) {
  TrainOptions options = Options("other");
  options.stop_after_steps = 1;
  ASSERT_TRUE(Train(options, tiles_, stop_, Ignore, Ignore).ok());
  options.recipe.seed = 99;
  const auto end = Train(options, tiles_, stop_, Ignore, Ignore);
  ASSERT_FALSE(end.ok());
  EXPECT_THAT(end.error().message, HasSubstr("belongs to another recipe"));
}

TEST_F(ShortTraining, RefusesADamagedCheckpoint) {
  const TrainOptions options = Options("damaged");
  ASSERT_TRUE(WriteFileWhole(options.checkpoint_path, std::as_bytes(std::span("junk", 4))).ok());
  const auto end = Train(options, tiles_, stop_, Ignore, Ignore);
  ASSERT_FALSE(end.ok());
  EXPECT_THAT(end.error().message, HasSubstr("no checkpoint of inkdigit-train"));
}

TEST_F(ShortTraining, KeepsTheLastCheckpointWhenTheLossIsNoNumber) {
  TrainOptions options = Options("nan");
  options.recipe.peak_rate =
      1e30;  // the first batch makes the weights huge, the next can't be computed
  options.stop_after_steps = 1;
  ASSERT_TRUE(Train(options, tiles_, stop_, Ignore, Ignore).ok());
  const std::string before = ReadFile(options.checkpoint_path);
  options.stop_after_steps = 0;
  const auto end = Train(options, tiles_, stop_, Ignore, Ignore);
  ASSERT_FALSE(end.ok());
  EXPECT_THAT(end.error().message, HasSubstr("the loss became"));
  EXPECT_FALSE(before.empty());
  EXPECT_EQ(ReadFile(options.checkpoint_path), before);
}

TEST_F(ShortTraining, StartsFromTheWeightsOfAnotherTraining) {
  ASSERT_TRUE(Train(Options("first"), tiles_, stop_, Ignore, Ignore).ok());
  TrainOptions next = Options("next");
  next.recipe.start = "first";
  next.start_path = Options("first").checkpoint_path;
  ASSERT_TRUE(Train(next, tiles_, stop_, Ignore, Ignore).ok());
  EXPECT_NE(ReadFile(next.checkpoint_path), ReadFile(Options("first").checkpoint_path));
  next = Options("wider");
  next.recipe.layers = "conv3x3 32, avgmaxpool, dense 11";
  next.start_path = Options("first").checkpoint_path;
  const auto end = Train(next, tiles_, stop_, Ignore, Ignore);
  ASSERT_FALSE(end.ok());
  EXPECT_THAT(end.error().message, HasSubstr("other layers"));
}

TEST_F(ShortTraining, BelievesATeacherAsMuchAsTheRecipeSays) {
  recipe_.epochs = 10;
  recipe_.turned_share = 0.0;
  ASSERT_TRUE(Train(Options("teacher"), tiles_, stop_, Ignore, Ignore).ok());
  ASSERT_TRUE(Export(ExportOf("teacher"), tiles_, Ignore).ok());
  TileSet wrong = tiles_;
  for (std::size_t i = 0; i < wrong.size(); ++i) {
    if (wrong.splits[i] == Split::kTraining) {
      wrong.labels[i] = wrong.labels[i] == 1 ? std::uint8_t{kNotADigit} : std::uint8_t{1};
    }
  }
  recipe_.teachers = "the first";
  for (const double share : {1.0, 0.0}) {
    recipe_.teachers_share = share;
    const std::string name = "pupil" + std::to_string(share);
    TrainOptions options = Options(name);
    options.teacher_paths = {ExportOf("teacher").model_path};
    ASSERT_TRUE(Train(options, wrong, stop_, Ignore, Ignore).ok());
    std::string report;
    ASSERT_TRUE(Export(ExportOf(name), wrong, [&report](const std::string& line) {
                  report += line + '\n';
                }).ok());
    EXPECT_THAT(report, HasSubstr(share > 0.0 ? "pendigits 0/8, not-digits 0/8"
                                              : "pendigits 8/8, not-digits 8/8"));
  }
}

TEST_F(ShortTraining, NamesATeacherThatCantBeRead) {
  TrainOptions options = Options("alone");
  options.teacher_paths = {folder_ + "/nobody.safetensors"};
  const auto end = Train(options, tiles_, stop_, Ignore, Ignore);
  ASSERT_FALSE(end.ok());
  EXPECT_THAT(end.error().message, HasSubstr("nobody.safetensors: No such file or directory"));
}

TEST_F(ShortTraining, LeavesAModelForEachKindLeftOut) {
  TrainOptions options = Options("unused");
  options.recipe.epochs = 1;
  const auto end = TrainLeftOut(options, folder_ + "/left-out", tiles_, stop_, Ignore, Ignore);
  ASSERT_TRUE(end.ok()) << end.error().message;
  for (std::size_t kind = 0; kind < kNotDigitKinds; ++kind) {
    const std::string name(NotDigitKindName(static_cast<NotDigitKind>(kind)));
    const std::string bytes = ReadFile(folder_ + "/left-out/without-" + name + ".safetensors");
    EXPECT_TRUE(Model::Load(std::as_bytes(std::span(bytes))).ok()) << name;
  }
}

TEST_F(ShortTraining, RefusesToLeaveOutAKindThatThereIsnt) {
  TrainOptions options = Options("cats");
  options.recipe.left_out = "cats";
  const auto end = Train(options, tiles_, stop_, Ignore, Ignore);
  ASSERT_FALSE(end.ok());
  EXPECT_THAT(end.error().message, HasSubstr("letters, merged"));
}

TEST_F(ShortTraining, RefusesALayerListThatCantBe) {
  TrainOptions options = Options("layers");
  options.recipe.layers = "conv5x5 16, dense 11";
  const auto end = Train(options, tiles_, stop_, Ignore, Ignore);
  ASSERT_FALSE(end.ok());
  EXPECT_THAT(end.error().message, HasSubstr("conv5x5"));
}

}  // namespace
}  // namespace inkdigit::training
