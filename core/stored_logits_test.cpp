// The whole network on every kernel set against the trainer's library, whose logits
// tools/stored-logits stored.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "inkdigit/model.h"

namespace inkdigit {
namespace {

// Of a tile's largest logit; the project's bound against any other implementation (tests/onnx).
constexpr float kTolerance = 1e-4F;

std::vector<Tile28> StoredTiles() {
  std::ifstream file(INKDIGIT_TEST_DATA "/logits_tiles.u8", std::ios::binary);
  const std::vector<char> bytes{std::istreambuf_iterator<char>(file), {}};
  std::vector<Tile28> tiles(bytes.size() / (std::size_t{kTileSide} * kTileSide));
  for (std::size_t t = 0; t < tiles.size(); ++t) {
    std::size_t from = t * kTileSide * kTileSide;
    for (std::uint8_t& pixel : tiles[t].pixels) pixel = static_cast<std::uint8_t>(bytes[from++]);
  }
  return tiles;
}

void ExpectClose(const std::vector<float>& expected, const std::vector<float>& actual) {
  ASSERT_EQ(actual.size(), expected.size());
  for (std::size_t t = 0; t < expected.size(); t += kClasses) {
    float largest = 0.0F;
    for (std::size_t i = t; i < t + kClasses; ++i) {
      largest = std::max(largest, std::fabs(expected[i]));
    }
    for (std::size_t i = t; i < t + kClasses; ++i) {
      ASSERT_NEAR(actual[i], expected[i], kTolerance * largest) << "tile " << t / kClasses;
    }
  }
}

TEST(StoredLogits, AreEveryKernelSetsTogetherAndAlone) {
  const auto stored = nlohmann::json::parse(std::ifstream(INKDIGIT_TEST_DATA "/logits.json"));
  const auto expected = stored["logits"].get<std::vector<float>>();
  const std::vector<Tile28> tiles = StoredTiles();
  ASSERT_EQ(tiles.size(), 32U);
  for (const std::string_view kernels : Model::KernelNames()) {
    SCOPED_TRACE(kernels);
    const Result<Model> model = Model::LoadEmbedded(kernels);
    ASSERT_TRUE(model.ok());
    ASSERT_EQ(model.value().info().sha256, stored["model_sha256"])
        << "the shipped model is another: run tools/stored-logits";
    Workspace workspace;
    std::vector<float> logits(tiles.size() * kClasses);
    model.value().Logits(tiles, logits, workspace);
    ExpectClose(expected, logits);
    for (std::size_t t = 0; t < tiles.size(); ++t) {
      model.value().Logits(std::span(tiles).subspan(t, 1),
                           std::span(logits).subspan(t * kClasses, kClasses), workspace);
    }
    ExpectClose(expected, logits);
  }
}

}  // namespace
}  // namespace inkdigit
