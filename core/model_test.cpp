#include "inkdigit/model.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <random>
#include <string>
#include <vector>

#include "core/layer_list.h"
#include "core/model_file_for_test.h"
#include "core/onnx/random_model_for_test.h"

namespace inkdigit {
namespace {

using testing::HasSubstr;

std::string Reason(const TestModel& model) {
  const Result<Model> loaded = Model::Load(model.Bytes());
  if (loaded.ok()) return "accepted";
  EXPECT_EQ(loaded.error().code, Errc::kBadModel);
  return loaded.error().message;
}

std::vector<Tile28> RandomTiles(std::size_t count) {
  std::mt19937 random(7);
  std::vector<Tile28> tiles(count);
  for (Tile28& tile : tiles) {
    for (std::uint8_t& pixel : tile.pixels) {
      pixel = static_cast<std::uint8_t>(random() % 3 == 0 ? random() % 256 : 0);
    }
  }
  return tiles;
}

std::vector<float> LogitsOf(const Model& model, const std::vector<Tile28>& tiles) {
  Workspace workspace;
  std::vector<float> logits(tiles.size() * kClasses);
  model.Logits(tiles, logits, workspace);
  return logits;
}

// The network once more, as plainly as it can be written, in double precision.
using Map = std::vector<std::vector<std::vector<double>>>;  // [channel][row][col]

Map MapOf(std::size_t channels, std::size_t side) {
  return Map(channels, std::vector(side, std::vector<double>(side)));
}

Map Convolve(const Map& in, const std::vector<float>& weights, const std::vector<float>& bias) {
  const int size = static_cast<int>(in[0].size());
  Map out = MapOf(bias.size(), in[0].size());
  for (std::size_t o = 0; o < out.size(); ++o) {
    for (int y = 0; y < size; ++y) {
      for (int x = 0; x < size; ++x) {
        double sum = bias[o];
        for (std::size_t i = 0; i < in.size(); ++i) {
          for (int k = 0; k < 9; ++k) {
            const int v = y + k / 3 - 1;
            const int u = x + k % 3 - 1;
            if (u < 0 || v < 0 || u >= size || v >= size) continue;
            sum += weights[(o * in.size() + i) * 9 + static_cast<std::size_t>(k)] *
                   in[i][static_cast<std::size_t>(v)][static_cast<std::size_t>(u)];
          }
        }
        out[o][static_cast<std::size_t>(y)][static_cast<std::size_t>(x)] = std::max(sum, 0.0);
      }
    }
  }
  return out;
}

Map Pool(const Map& in) {
  const std::size_t side = in[0].size() / 2;
  Map out = MapOf(in.size(), side);
  for (std::size_t c = 0; c < in.size(); ++c) {
    for (std::size_t y = 0; y < side; ++y) {
      for (std::size_t x = 0; x < side; ++x) {
        out[c][y][x] = std::max({in[c][2 * y][2 * x], in[c][2 * y][2 * x + 1],
                                 in[c][2 * y + 1][2 * x], in[c][2 * y + 1][2 * x + 1]});
      }
    }
  }
  return out;
}

std::vector<double> AveragesAndMaxima(const Map& map) {
  std::vector<double> averages;
  std::vector<double> maxima;
  for (const auto& channel : map) {
    double sum = 0;
    double largest = 0;
    for (const auto& row : channel) {
      sum += std::accumulate(row.begin(), row.end(), 0.0);
      largest = std::max(largest, *std::max_element(row.begin(), row.end()));
    }
    averages.push_back(sum / static_cast<double>(channel.size() * channel.size()));
    maxima.push_back(largest);
  }
  averages.insert(averages.end(), maxima.begin(), maxima.end());
  return averages;
}

std::vector<double> LogitsByHand(TestModel model, const Tile28& tile) {
  const auto layers = ParseLayerList(model.metadata["layers"]).value();
  Map map = MapOf(1, 28);
  for (int y = 0; y < 28; ++y) {
    for (int x = 0; x < 28; ++x) {
      map[0][static_cast<std::size_t>(y)][static_cast<std::size_t>(x)] = tile.at(x, y) / 255.0;
    }
  }
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const std::string name = "layers." + std::to_string(i);
    if (layers[i].kind == Layer::Kind::kConv3x3) {
      map =
          Convolve(map, model.tensor(name + ".weight").values, model.tensor(name + ".bias").values);
    }
    if (layers[i].kind == Layer::Kind::kMaxPool2x2) map = Pool(map);
  }
  const std::vector<double> features = AveragesAndMaxima(map);
  const std::string dense = "layers." + std::to_string(layers.size() - 1);
  std::vector<double> logits;
  for (std::size_t o = 0; o < kClasses; ++o) {
    double sum = model.tensor(dense + ".bias").values[o];
    for (std::size_t i = 0; i < features.size(); ++i) {
      sum += model.tensor(dense + ".weight").values[o * features.size() + i] * features[i];
    }
    logits.push_back(sum);
  }
  return logits;
}

void ExpectWhatTheLayerListSays(const TestModel& test_model) {
  const std::vector<Tile28> tiles = RandomTiles(5);
  for (const std::string_view kernels : Model::KernelNames()) {
    const Result<Model> model = Model::Load(test_model.Bytes(), kernels);
    ASSERT_TRUE(model.ok()) << model.error().message;
    EXPECT_EQ(model.value().info().kernels, kernels);
    const std::vector<float> logits = LogitsOf(model.value(), tiles);
    for (std::size_t t = 0; t < tiles.size(); ++t) {
      const std::vector<double> expected = LogitsByHand(test_model, tiles[t]);
      for (std::size_t i = 0; i < kClasses; ++i) {
        // Values stay below 10 and sums below 200 terms: 200 * 2^-24 * 10 = 1.2e-4.
        EXPECT_NEAR(logits[t * kClasses + i], expected[i], 1.2e-4) << kernels;
      }
    }
  }
}

TEST(Model, ComputesWhatTheLayerListSaysWithEveryKernelSet) {
  ExpectWhatTheLayerListSays(TestModel());
}

TEST(Model, LeavesTheLastRowAndColumnOfAnOddMapOutOfItsPool) {
  // 28, 14, 7 and 3 pixels a side.
  ExpectWhatTheLayerListSays(
      RandomModel("conv3x3 16, maxpool2x2, maxpool2x2, conv3x3 16, maxpool2x2, conv3x3 16, "
                  "avgmaxpool, dense 11",
                  5));
}

TEST(Model, CountsParametersAndMultiplyAdds) {
  const Result<Model> model = Model::Load(TestModel().Bytes());
  ASSERT_TRUE(model.ok());
  const ModelInfo& info = model.value().info();
  EXPECT_EQ(info.parameters, 9 * 16 + 16 + 9 * 16 * 16 + 16 + 32 * 11 + 11);
  EXPECT_EQ(info.multiply_adds, 784 * 9 * 16 + 196 * 9 * 16 * 16 + 32 * 11);
  EXPECT_EQ(info.name, "test");
  EXPECT_EQ(info.temperature, 1.5);
  EXPECT_EQ(info.layers, "conv3x3 16, maxpool2x2, conv3x3 16, avgmaxpool, dense 11");
}

TEST(Model, NamesTheSha256OfItsFile) {
  TestModel zeros;  // every byte of this file is fixed; the digest is what sha256sum prints for it
  for (TestTensor& tensor : zeros.tensors) std::fill(tensor.values.begin(), tensor.values.end(), 0);
  const Result<Model> model = Model::Load(zeros.Bytes());
  ASSERT_TRUE(model.ok());
  EXPECT_EQ(model.value().info().sha256,
            "79b9f2f6a1d04ab47a43df9bd71fd7b83489805545ca7b132173f1e19e352e50");
}

TEST(Model, GivesProbabilitiesThatSumToOne) {
  const Result<Model> model = Model::Load(TestModel().Bytes());
  ASSERT_TRUE(model.ok());
  const std::vector<Tile28> tiles = RandomTiles(37);  // more than one batch, and not whole ones
  std::vector<Scores> scores(tiles.size());
  Workspace workspace;
  model.value().FirstLook(tiles, scores, workspace);
  const std::vector<float> logits = LogitsOf(model.value(), tiles);
  for (std::size_t t = 0; t < tiles.size(); ++t) {
    const auto& p = scores[t].probabilities;
    EXPECT_NEAR(std::accumulate(p.begin(), p.end(), 0.0), 1.0, 1e-6);
    // softmax(logits / temperature), checked by ratios.
    for (std::size_t i = 1; i < kClasses; ++i) {
      const double expected = std::exp((logits[t * kClasses + i] - logits[t * kClasses]) / 1.5);
      EXPECT_NEAR(p[i] / p[0], expected, 1e-5 * expected);
    }
  }
}

TEST(Model, GivesTheSameWhateverTheWorkspaceHeldBefore) {
  TestModel larger;
  larger.metadata["layers"] = "conv3x3 16, conv3x3 16, avgmaxpool, dense 11";
  larger.tensor("layers.2.weight").name = "layers.1.weight";
  larger.tensor("layers.2.bias").name = "layers.1.bias";
  larger.tensor("layers.4.weight").name = "layers.3.weight";
  larger.tensor("layers.4.bias").name = "layers.3.bias";
  const Result<Model> other = Model::Load(larger.Bytes());
  const Result<Model> model = Model::Load(TestModel().Bytes());
  ASSERT_TRUE(other.ok()) << other.error().message;
  ASSERT_TRUE(model.ok());
  const std::vector<Tile28> tiles = RandomTiles(3);
  const std::vector<float> expected = LogitsOf(model.value(), tiles);
  Workspace workspace;
  std::vector<float> logits(tiles.size() * kClasses);
  other.value().Logits(tiles, logits, workspace);
  model.value().Logits(tiles, logits, workspace);
  EXPECT_EQ(logits, expected);
}

TEST(Model, LoadsTheEmbeddedWeights) {
  const Result<Model> model = Model::LoadEmbedded();
  ASSERT_TRUE(model.ok()) << model.error().message;
  EXPECT_LE(model.value().info().multiply_adds, 12'000'000);
  EXPECT_GT(model.value().info().parameters, 1000);
}

TEST(Model, RefusesAnUnknownKernelName) {
  const Result<Model> model = Model::LoadEmbedded("avx9000");
  ASSERT_FALSE(model.ok());
  EXPECT_EQ(model.error().code, Errc::kInvalidArgument);
  EXPECT_THAT(model.error().message, HasSubstr("\"avx9000\""));
  EXPECT_THAT(model.error().message, HasSubstr("scalar"));
}

TEST(Model, RefusesATruncatedFile) {
  const std::vector<std::byte> whole = TestModel().Bytes();
  for (const std::size_t length :
       {std::size_t{0}, std::size_t{7}, std::size_t{100}, whole.size() - 1}) {
    const Result<Model> model = Model::Load(std::span(whole).first(length));
    ASSERT_FALSE(model.ok());
    EXPECT_EQ(model.error().code, Errc::kBadModel);
    EXPECT_FALSE(model.error().message.empty());
  }
}

TEST(Model, RefusesMetadataThatIsMissingOrWrong) {
  for (const char* key : {"format", "name", "layers", "temperature"}) {
    TestModel model;
    model.metadata.erase(key);
    EXPECT_THAT(Reason(model), HasSubstr("no \"" + std::string(key) + "\""));
  }
  TestModel model;
  model.metadata["format"] = "inkdigit-model-2";
  EXPECT_THAT(Reason(model), HasSubstr("inkdigit-model-2"));
  for (const char* temperature : {"", "warm", "0", "-1", "inf", "nan", "1.0x"}) {
    TestModel wrong;
    wrong.metadata["temperature"] = temperature;
    EXPECT_THAT(Reason(wrong), HasSubstr("temperature")) << temperature;
  }
  TestModel wrong;
  wrong.metadata["reach"] = "-0.1";
  EXPECT_THAT(Reason(wrong), HasSubstr("reach is \"-0.1\", expected a number above 0"));
}

TEST(Model, TellsItsReachOrTheOneOfModelsThatSayNone) {
  TestModel model;
  EXPECT_EQ(Model::Load(model.Bytes()).value().info().reach, 0.16);
  model.metadata["reach"] = "0.25";
  EXPECT_EQ(Model::Load(model.Bytes()).value().info().reach, 0.25);
}

TEST(Model, RefusesANetworkOfAnotherForm) {
  TestModel model;
  model.metadata["layers"] = "conv3x3 16, maxpool2x2, conv3x3 16, avgmaxpool, dense 10";
  EXPECT_THAT(Reason(model), HasSubstr("gives 10 numbers"));
  model.metadata["layers"] =
      "conv3x3 16, maxpool2x2, maxpool2x2, maxpool2x2, maxpool2x2, maxpool2x2, avgmaxpool, dense "
      "11";
  EXPECT_THAT(Reason(model), HasSubstr("layer 5, \"maxpool2x2\", meets a map of 1x1"));
  model.metadata["layers"] = "conv3x3 32, maxpool2x2, conv3x3 16, avgmaxpool, dense 11";
  EXPECT_THAT(Reason(model), HasSubstr("\"layers.0.weight\" is F32 [16, 1, 3, 3], but the layer "
                                       "list asks for F32 [32, 1, 3, 3]"));
}

TEST(Model, RefusesMissingAndExtraTensors) {
  TestModel missing;
  missing.tensors.pop_back();
  EXPECT_THAT(Reason(missing), HasSubstr("\"layers.4.bias\" is missing"));
  TestModel extra;
  extra.tensors.push_back({"layers.9.bias", {1}, {0.0F}});
  EXPECT_THAT(Reason(extra), HasSubstr("\"layers.9.bias\" belongs to no layer"));
}

TEST(Model, RefusesValuesThatAreNotFinite) {
  for (const float value :
       {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity()}) {
    TestModel model;
    model.tensor("layers.2.bias").values[3] = value;
    EXPECT_THAT(Reason(model), HasSubstr("\"layers.2.bias\" holds a value that is not finite"));
  }
}

}  // namespace
}  // namespace inkdigit
