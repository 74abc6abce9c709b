#include "inkdigit/explain.h"

#include <gtest/gtest.h>

#include <rapidcheck.h>
#include <array>
#include <cmath>

#include "core/model_file_for_test.h"

namespace inkdigit {
namespace {

Tile28 RandomTile() {
  Tile28 tile;
  for (std::uint8_t& pixel : tile.pixels) {
    pixel = static_cast<std::uint8_t>(*rc::gen::inRange(0, 256));
  }
  return tile;
}

std::array<float, kClasses> LogitsOf(const Model& model, const Tile28& tile) {
  std::array<float, kClasses> logits{};
  Workspace workspace;
  model.Logits(std::span(&tile, 1), logits, workspace);
  return logits;
}

TEST(Explain, EvidenceOfAllPlacesAndTheBiasSumToTheLogit) {
  const Model model = Model::LoadEmbedded().value();
  rc::check([&model] {
    const Tile28 tile = RandomTile();
    const Evidence evidence = Explain(model, tile).evidence;
    const auto logits = LogitsOf(model, tile);
    const std::size_t size = evidence.values.size() / kClasses;
    RC_ASSERT(size == static_cast<std::size_t>(evidence.height * evidence.width));
    for (std::size_t k = 0; k < kClasses; ++k) {
      double sum = evidence.bias[k];
      double sizes = std::abs(sum);
      for (std::size_t p = 0; p < size; ++p) {
        sum += evidence.values[k * size + p];
        sizes += std::abs(evidence.values[k * size + p]);
      }
      // The kernels add in another order, through seven layers.
      RC_ASSERT(std::abs(sum - logits[k]) <= 1e-3 * (1 + sizes));
    }
  });
}

TEST(Explain, TellsEveryLayerWithItsShape) {
  const Model model = Model::Load(TestModel().Bytes()).value();
  const Explanation explanation = Explain(model, Tile28{});
  std::vector<std::string> told;
  for (const LayerMaps& layer : explanation.layers) {
    told.push_back(layer.name + ": " + std::to_string(layer.channels) + "x" +
                   std::to_string(layer.height) + "x" + std::to_string(layer.width));
    EXPECT_EQ(layer.values.size(),
              static_cast<std::size_t>(layer.channels * layer.height * layer.width));
  }
  EXPECT_EQ(told, (std::vector<std::string>{"conv3x3 16: 16x28x28", "maxpool2x2: 16x14x14",
                                            "conv3x3 16: 16x14x14", "avgmaxpool: 32x1x1",
                                            "dense 11: 11x1x1"}));
}

TEST(Explain, TheLastLayerIsTheLogitsOfEveryKernelSet) {
  for (const std::string_view kernels : Model::KernelNames()) {
    const Model model = Model::LoadEmbedded(kernels).value();
    Tile28 tile;
    for (std::size_t i = 0; i < 300; ++i) tile.pixels[i * 2 + 50] = 255;
    const auto logits = LogitsOf(model, tile);
    const Explanation explanation = Explain(model, tile);
    for (std::size_t k = 0; k < kClasses; ++k) {
      EXPECT_NEAR(explanation.layers.back().values[k], logits[k], 2e-3) << kernels << " " << k;
    }
  }
}

// A lone bright pixel makes the first layer's maps its flipped weights: a shift or a transposition
// would show.
TEST(Explain, ALonePixelShowsTheFirstLayersWeights) {
  TestModel file;
  for (float& bias : file.tensor("layers.0.bias").values) bias = 0.0F;
  const std::vector<float> weights = file.tensor("layers.0.weight").values;
  const Model model = Model::Load(file.Bytes()).value();
  Tile28 tile;
  tile.pixels[10 * kTileSide + 5] = 255;
  const LayerMaps first = Explain(model, tile).layers.front();
  for (std::size_t o = 0; o < 16; ++o) {
    for (std::size_t tap = 0; tap < 9; ++tap) {
      const std::size_t y = 11 - tap / 3;
      const std::size_t x = 6 - tap % 3;
      EXPECT_FLOAT_EQ(first.values[(o * 28 + y) * 28 + x], std::max(0.0F, weights[o * 9 + tap]));
    }
  }
}

}  // namespace
}  // namespace inkdigit
