#include "training/train/teachers.h"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <random>
#include <span>
#include <string>
#include <vector>

#include "core/onnx/random_model_for_test.h"
#include "core/temporary_folder_for_test.h"
#include "inkdigit/model.h"
#include "training/tiles/files.h"
#include "training/train/averaged.h"

namespace inkdigit::training {
namespace {

constexpr std::size_t kTiles = 6;

// Noise; half of it held out, from two sources.
TileSet Noise() {
  std::mt19937 random(1);
  TileSet set;
  for (std::size_t i = 0; i < kTiles; ++i) {
    Tile28 tile{};
    for (std::uint8_t& pixel : tile.pixels) pixel = static_cast<std::uint8_t>(random() % 256);
    set.Add(tile, static_cast<std::uint8_t>(i), i % 2 == 0 ? Source::kMnist : Source::kDegraded, 0,
            Split::kValidation);
  }
  return set;
}

class TeachersTest : public testing::Test {
 protected:
  std::string WriteModel(unsigned seed) {
    const std::vector<std::byte> file =
        RandomModel("conv3x3 16, maxpool2x2, conv3x3 16, avgmaxpool, dense 11", seed).Bytes();
    models_.push_back(Model::Load(file).value());
    std::string path = folder_ + "/" + std::to_string(seed) + ".safetensors";
    EXPECT_TRUE(WriteFileWhole(path, file).ok());
    return path;
  }

  // What model number `model` says of the tile, and how much it counts for that tile's source.
  [[nodiscard]] Scores Say(std::size_t model, std::size_t tile) const {
    Scores scores;
    Workspace workspace;
    models_[model].FirstLook({&tiles_.tiles[tile], 1}, {&scores, 1}, workspace);
    return scores;
  }
  [[nodiscard]] double Weight(std::size_t model, Source source) const {
    int errors = 0;
    int count = 0;
    for (std::size_t i = 0; i < kTiles; ++i) {
      if (tiles_.sources[i] != source) continue;
      ++count;
      const auto& said = Say(model, i).probabilities;
      const auto best = std::max_element(said.begin(), said.end()) - said.begin();
      if (best != tiles_.labels[i]) ++errors;
    }
    return std::pow(static_cast<double>(errors) / count + 0.01, -4);
  }

  TemporaryFolder temporary_;
  std::string folder_ = temporary_.path();
  std::vector<Model> models_;
  TileSet tiles_ = Noise();
};

TEST_F(TeachersTest, SayTheMeanOfWhatTheModelsSayByTheirErrorsOnTheSource) {
  const std::vector<std::string> paths = {WriteModel(1), WriteModel(2)};
  const auto teachers = Teachers::Load(paths, tiles_);
  ASSERT_TRUE(teachers.ok()) << teachers.error().message;
  std::vector<std::size_t> all(kTiles);
  for (std::size_t i = 0; i < kTiles; ++i) all[i] = i;
  const torch::Tensor said =
      teachers.value().Probabilities(StackTiles(tiles_, all), tiles_, all).contiguous();
  for (std::size_t i = 0; i < kTiles; ++i) {
    const double first = Weight(0, tiles_.sources[i]);
    const double second = Weight(1, tiles_.sources[i]);
    for (std::size_t c = 0; c < kClasses; ++c) {
      const double expected =
          (first * Say(0, i).probabilities[c] + second * Say(1, i).probabilities[c]) /
          (first + second);
      EXPECT_NEAR(said.data_ptr<float>()[i * kClasses + c], expected, 1e-4) << i << ' ' << c;
    }
  }
}

TEST_F(TeachersTest, AreNoneUnlessNamed) {
  EXPECT_TRUE(Teachers::Load({}, tiles_).value().empty());
}

TEST_F(TeachersTest, NameAFileThatIsNoModel) {
  const std::string path = folder_ + "/text.safetensors";
  ASSERT_TRUE(WriteFileWhole(path, std::as_bytes(std::span("text", 4))).ok());
  const auto teachers = Teachers::Load({path}, tiles_);
  ASSERT_FALSE(teachers.ok());
  EXPECT_EQ(teachers.error().message.rfind("model " + path + ": ", 0), 0U)
      << teachers.error().message;
}

}  // namespace
}  // namespace inkdigit::training
