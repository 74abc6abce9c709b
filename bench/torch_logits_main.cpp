// inkdigit-torch-logits TILES COUNT FOLDER
//
// What libtorch makes of the first COUNT of TILES ([tile][28][28] bytes) with the embedded model,
// for core/stored_logits_test.cpp: FOLDER/logits_tiles.u8 and FOLDER/logits.json.
// tools/stored-logits starts it.
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <vector>

#include "bench/peer.h"

namespace inkdigit::bench {
namespace {

void Write(const std::string& tiles_file, int count, const std::string& folder) {
  std::ifstream file(tiles_file, std::ios::binary);
  std::vector<char> bytes{std::istreambuf_iterator<char>(file), {}};
  const std::size_t size = static_cast<std::size_t>(count) * kTileSide * kTileSide;
  if (bytes.size() < size) throw std::runtime_error(tiles_file + " holds fewer tiles");
  bytes.resize(size);
  std::vector<float> pixels;
  pixels.reserve(size);
  for (const char byte : bytes) {
    pixels.push_back(static_cast<float>(static_cast<unsigned char>(byte)) / 255.0F);
  }
  const Result<Model> model = Model::LoadEmbedded();
  if (!model.ok()) throw std::runtime_error(model.error().message);
  const nlohmann::ordered_json json = {{"model_sha256", model.value().info().sha256},
                                       {"logits", Torch(model.value()).logits(pixels, count)}};
  std::ofstream(folder + "/logits_tiles.u8", std::ios::binary)
      .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  std::ofstream(folder + "/logits.json") << json.dump() << '\n';
}

}  // namespace
}  // namespace inkdigit::bench

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fputs("usage: inkdigit-torch-logits TILES COUNT FOLDER\n", stderr);
    return 2;
  }
  try {
    inkdigit::bench::Write(argv[1], std::atoi(argv[2]), argv[3]);
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "inkdigit-torch-logits: %s\n", error.what());
    return 1;
  }
}
