// inkdigit-onnx-reference FOLDER PICTURE...
//
// Writes to FOLDER, which must be there, what the project's own kernels make of 100 tiles, for
// tests/onnx/ to compare with ONNX Runtime:
//   tiles.u8                      [100][28][28], 0 paper to 255 full ink
//   NAME.KERNELS.logits.f32       [100][11]
//   NAME.KERNELS.probabilities.f32
//   NAME.safetensors              the model, for all but the embedded one
//   reference.json                which models and kernels there are
// The tiles: the PICTUREs, drawn digits with pens of all widths, and what no digit looks like
// (noise, single pixels at the borders, empty, full). All are the same in every run.
#include <cstdio>
#include <exception>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <random>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "core/embedded_model.h"
#include "core/onnx/random_model_for_test.h"
#include "core/scene_for_test.h"
#include "inkdigit/decode.h"
#include "inkdigit/model.h"
#include "inkdigit/recognizer.h"

namespace inkdigit {
namespace {

constexpr std::size_t kTiles = 100;
constexpr int kDrawings = 60;

template <typename T>
T Take(Result<T> result) {
  if (!result.ok()) throw std::runtime_error(result.error().message);
  return std::move(result).value();
}

template <typename T>
void WriteFile(const std::string& path, std::span<const T> values) {
  std::ofstream file(path, std::ios::binary);
  file.write(reinterpret_cast<const char*>(values.data()),
             static_cast<std::streamsize>(values.size_bytes()));
  if (!file.flush()) throw std::runtime_error(path + " can't be written");
}

std::vector<std::byte> ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  const std::span<const std::byte> bytes = std::as_bytes(std::span(text));
  return {bytes.begin(), bytes.end()};
}

// Through the whole pipeline.
Tile28 TileOf(GrayView picture) {
  const std::vector<Glyph> glyphs = Segment(ExtractInk(picture));
  if (glyphs.size() != 1) throw std::runtime_error("a picture has not exactly one glyph");
  return Normalize(glyphs.front());
}

std::vector<Tile28> MakeTiles(std::span<const std::string> pictures) {
  std::vector<Tile28> tiles;
  for (const std::string& path : pictures) {
    tiles.push_back(TileOf(Take(DecodeImage(ReadFile(path))).gray.view()));
  }
  for (int i = 0; i < kDrawings; ++i) {
    Scene scene;
    scene.digit = i % 10;
    const int round = i / 10;
    scene.pen = 0.04 + 0.03 * round;
    scene.size = 0.3 + 0.1 * (i % 6);
    scene.blur = i % 3;
    tiles.push_back(TileOf(DrawScene(scene).view()));
  }
  const auto full = [](std::size_t pixel) {
    Tile28 tile;
    tile.pixels[pixel] = 255;
    return tile;
  };
  tiles.emplace_back();
  tiles.emplace_back().pixels.fill(255);
  tiles.push_back(full(0));
  tiles.push_back(full(kTileSide - 1));
  tiles.push_back(full(std::size_t{kTileSide} * (kTileSide - 1)));
  tiles.push_back(full(std::size_t{kTileSide} * kTileSide - 1));
  std::mt19937 random(28);
  while (tiles.size() < kTiles) {
    const std::size_t one_in = 1 + tiles.size() % 8;  // from all pixels inked to an eighth
    for (std::uint8_t& pixel : tiles.emplace_back().pixels) {
      pixel = random() % one_in == 0 ? static_cast<std::uint8_t>(random() % 256) : 0;
    }
  }
  if (tiles.size() != kTiles) throw std::runtime_error("there are too many pictures");
  return tiles;
}

// Writes the answers of every kernel set and gives the model's entry of reference.json.
nlohmann::json WriteAnswers(const std::string& folder, const std::string& name,
                            std::span<const std::byte> model_file, std::span<const Tile28> tiles) {
  nlohmann::json entry = {{"name", name}, {"kernels", nlohmann::json::array()}};
  for (const std::string_view kernels : Model::KernelNames()) {
    const Model model = Take(Model::Load(model_file, kernels));
    Workspace workspace;
    std::vector<float> logits(tiles.size() * kClasses);
    model.Logits(tiles, logits, workspace);
    std::vector<Scores> scores(tiles.size());
    model.FirstLook(tiles, scores, workspace);
    std::vector<float> probabilities;
    for (const Scores& each : scores) {
      probabilities.insert(probabilities.end(), each.probabilities.begin(),
                           each.probabilities.end());
    }
    std::string prefix = folder;
    prefix.append("/").append(name).append(".").append(kernels);
    WriteFile<float>(prefix + ".logits.f32", logits);
    WriteFile<float>(prefix + ".probabilities.f32", probabilities);
    entry["kernels"].push_back(kernels);
    entry["sha256"] = model.info().sha256;
  }
  return entry;
}

void Write(const std::string& folder, std::span<const std::string> pictures) {
  const std::vector<Tile28> tiles = MakeTiles(pictures);
  std::vector<std::uint8_t> pixels;
  for (const Tile28& tile : tiles) {
    pixels.insert(pixels.end(), tile.pixels.begin(), tile.pixels.end());
  }
  WriteFile<std::uint8_t>(folder + "/tiles.u8", pixels);

  nlohmann::json models = nlohmann::json::array();
  models.push_back(WriteAnswers(folder, "embedded", EmbeddedModelFile(), tiles));
  const std::vector<std::pair<std::string, std::string>> odd = {
      {"shallow", "conv3x3 16, avgmaxpool, dense 11"},
      {"deep",
       "conv3x3 16, conv3x3 48, maxpool2x2, conv3x3 16, conv3x3 32, conv3x3 16, avgmaxpool, "
       "dense 11"},
      // bench/peers.sh measures on it too.
      {"fixed",
       "conv3x3 16, conv3x3 16, maxpool2x2, conv3x3 32, conv3x3 32, maxpool2x2, conv3x3 64, "
       "conv3x3 64, avgmaxpool, dense 11"},
      {"pools",
       "conv3x3 32, maxpool2x2, maxpool2x2, maxpool2x2, conv3x3 16, avgmaxpool, dense 11"}};
  for (const auto& [name, layers] : odd) {
    const std::vector<std::byte> file = RandomModel(layers, 3).Bytes();
    std::string path = folder;
    path.append("/").append(name).append(".safetensors");
    WriteFile<std::byte>(path, file);
    models.push_back(WriteAnswers(folder, name, file, tiles));
  }
  const std::string json = nlohmann::json{
      {"tiles", tiles.size()},
      {"pictures", pictures.size()},
      {"models", models}}.dump(2);
  WriteFile<char>(folder + "/reference.json", json);
}

}  // namespace
}  // namespace inkdigit

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  if (arguments.empty()) {
    std::fputs("usage: inkdigit-onnx-reference FOLDER PICTURE...\n", stderr);
    return 2;
  }
  try {
    inkdigit::Write(arguments.front(), std::span(arguments).subspan(1));
  } catch (const std::exception& error) {
    std::fprintf(stderr, "inkdigit-onnx-reference: %s\n", error.what());
    return 1;
  }
  return 0;
}
