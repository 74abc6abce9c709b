// inkdigit-peers ONNX IDENTITY TILES SECONDS [MODEL]
//
// One round of bench/peers.sh: the network of MODEL (or the embedded one) on this project's
// kernels, and as the ONNX file says in OpenCV and libtorch, one after the other, SECONDS each, one
// thread. Prints JSON: microseconds of a call with 1 and with 64 of the TILES ([tile][28][28]
// bytes), the peers' without their call's cost; the FMA peak; this project's logits. Exits 1 where
// a peer's logits differ.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <vector>

#include "bench/fma_peak.h"
#include "bench/peer.h"
#include "bench/tiles.h"
#include "cli/timing.h"

namespace inkdigit::bench {
namespace {

constexpr int kBatches[] = {1, 64};
constexpr std::size_t kPixels = std::size_t{kTileSide} * kTileSide;
constexpr float kTolerance = 1e-4F;  // of a tile's largest logit

Model LoadModel(const char* path) {
  const char* forced = std::getenv("INKDIGIT_KERNELS");
  const std::string kernels = forced == nullptr ? "" : forced;
  const Bytes file = path == nullptr ? Bytes() : ReadFileBytes(path);
  Result<Model> model = path == nullptr ? Model::LoadEmbedded(kernels) : Model::Load(file, kernels);
  if (!model.ok()) throw std::runtime_error(model.error().message);
  return std::move(model).value();
}

void CheckAgreement(const std::string& name, std::span<const float> expected,
                    std::span<const float> actual) {
  if (expected.size() != actual.size()) throw std::runtime_error(name + " gives another shape");
  for (std::size_t t = 0; t < expected.size(); t += kClasses) {
    float largest = 0.0F;
    float difference = 0.0F;
    for (std::size_t i = t; i < t + kClasses; ++i) {
      largest = std::max(largest, std::fabs(expected[i]));
      difference = std::max(difference, std::fabs(expected[i] - actual[i]));
    }
    if (!(difference <= kTolerance * largest)) {
      throw std::runtime_error(name + " gives other logits for tile " +
                               std::to_string(t / kClasses));
    }
  }
}

void Run(char** arguments) {
  const std::vector<Tile28> tiles = ReadTiles(arguments[2]);
  const double seconds = std::atof(arguments[3]);
  const Model model = LoadModel(arguments[4]);
  std::vector<float> pixels;
  for (const Tile28& tile : tiles) {
    for (const std::uint8_t pixel : tile.pixels)
      pixels.push_back(static_cast<float>(pixel) / 255.0F);
  }
  const Peer peers[] = {OpenCv(arguments[0], arguments[1]), Torch(model)};
  Workspace workspace;
  nlohmann::ordered_json json = {{"kernels", model.info().kernels},
                                 {"fma_peak_gflops", FmaPeakGflops(model.info().kernels)}};
  for (const int batch : kBatches) {
    const auto count = static_cast<std::size_t>(batch);
    const std::span<const float> input = std::span(pixels).first(count * kPixels);
    std::vector<float> logits(count * kClasses);
    const double own = cli::Measure(seconds, [&] {
                         model.Logits(std::span(tiles).first(count), logits, workspace);
                       }).median_us;
    nlohmann::ordered_json line = {{"tiles", batch}, {"inkdigit", own}, {"logits", logits}};
    for (const Peer& peer : peers) {
      CheckAgreement(peer.name, logits, peer.logits(input, batch));
      const double identity =
          cli::Measure(seconds / 4, [&] { peer.identity(input, batch); }).median_us;
      const double whole =
          cli::Measure(seconds, [&] { static_cast<void>(peer.logits(input, batch)); }).median_us;
      line["peers"][peer.name] = whole - identity;
    }
    json["batches"].push_back(line);
  }
  std::puts(json.dump().c_str());
}

}  // namespace
}  // namespace inkdigit::bench

int main(int argc, char** argv) {
  if (argc < 5) {
    std::fputs("usage: inkdigit-peers ONNX IDENTITY TILES SECONDS [MODEL]\n", stderr);
    return 2;
  }
  try {
    inkdigit::bench::Run(argv + 1);
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "inkdigit-peers: %s\n", error.what());
    return 1;
  }
}
