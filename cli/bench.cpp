#include <algorithm>
#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "cli/bench_picture.h"
#include "cli/commands.h"
#include "cli/files.h"
#include "cli/load_recognizer.h"
#include "cli/terminal.h"
#include "cli/timing.h"
#include "inkdigit/decode.h"
#include "inkdigit/exemplars.h"
#include "inkdigit/ink.h"

namespace inkdigit::cli {
namespace {

constexpr std::size_t kBatch = 64;  // tiles

struct Stage {
  const char* name;
  const char* what;   // for people
  Timing timing;      // of one call
  double per_second;  // things of `unit`, by the median
  const char* unit;
};

std::string CpuName() {
  std::ifstream file("/proc/cpuinfo");
  for (std::string line; std::getline(file, line);) {
    const std::size_t colon = line.find(": ");
    if (line.starts_with("model name") && colon != std::string::npos) return line.substr(colon + 2);
  }
  return "unknown";
}

Stage MakeStage(const char* name, const char* what, const Timing& timing, double things,
                const char* unit) {
  return {name, what, timing, things * 1e6 / timing.median_us, unit};
}

// As many batches at once as there are threads, each on a thread of its own.
Timing MeasureThreads(const Model& model, std::span<const Tile28> tiles, std::size_t threads,
                      double seconds) {
  std::vector<Timing> timings(threads);
  {
    std::vector<std::jthread> workers;
    for (std::size_t t = 0; t < threads; ++t) {
      workers.emplace_back([&, t] {
        Workspace workspace;
        std::vector<Scores> scores(tiles.size());
        timings[t] = Measure(seconds, [&] { model.Classify(tiles, scores, workspace); });
      });
    }
  }
  return *std::max_element(timings.begin(), timings.end(), [](const Timing& a, const Timing& b) {
    return a.median_us < b.median_us;
  });
}

// As many corrections as one owner's can be, of features that are as good as any.
Exemplars FullOfExemplars(const Model& model) {
  Exemplars exemplars(model);
  std::mt19937 random(1);
  std::exponential_distribution<float> draw(1.0F);
  std::vector<float> features(model.info().features);
  for (std::size_t i = 0; i < Exemplars::kMost; ++i) {
    for (float& value : features) value = draw(random);
    exemplars.Learn(features, static_cast<int>(i % 10));
  }
  return exemplars;
}

struct Material {
  std::vector<std::byte> bytes;
  DecodedImage decoded;
  std::vector<Tile28> tiles;  // kBatch times what was found
};

Result<Material> Prepare(const BenchOptions& options, const Recognizer& recognizer) {
  Material material;
  if (options.picture_file.empty()) {
    material.bytes = CanvasPng();
  } else {
    auto bytes = ReadWholeFile(options.picture_file);
    if (!bytes) return bytes.error();
    material.bytes = std::move(bytes).value();
  }
  auto decoded = DecodeImage(material.bytes);
  if (!decoded) return decoded.error();
  material.decoded = std::move(decoded).value();
  Workspace workspace;
  const auto reading = recognizer.Read(material.decoded.gray.view(), {}, workspace);
  if (!reading) return reading.error();
  if (reading.value().digits.empty()) {
    return Error{Errc::kInvalidArgument, "no digit was found on it, so there is nothing to time"};
  }
  for (std::size_t i = 0; i < kBatch; ++i) {
    const auto& digits = reading.value().digits;
    material.tiles.push_back(digits[i % digits.size()].tile);
  }
  return material;
}

std::vector<Stage> MeasureStages(const BenchOptions& options, const Recognizer& recognizer,
                                 const Material& material, std::size_t threads) {
  const Model& model = recognizer.model();
  const GrayView view = material.decoded.gray.view();
  const std::span<const Tile28> tiles = material.tiles;
  Workspace workspace;
  std::vector<Scores> scores(kBatch);
  const double seconds = options.seconds;
  std::vector<Stage> stages;
  stages.push_back(MakeStage(
      "decode", "bytes to grey pixels",
      Measure(seconds, [&] { static_cast<void>(DecodeImage(material.bytes)); }), 1, "pictures"));
  stages.push_back(MakeStage("ink", "grey pixels to ink",
                             Measure(seconds, [&] { static_cast<void>(ExtractInk(view)); }), 1,
                             "pictures"));
  stages.push_back(MakeStage(
      "network", "one tile to its scores",
      Measure(seconds,
              [&] { model.Classify(tiles.first(1), std::span(scores).first(1), workspace); }),
      1, "tiles"));
  stages.push_back(MakeStage("network_batch", "64 tiles to their scores",
                             Measure(seconds, [&] { model.Classify(tiles, scores, workspace); }),
                             kBatch, "tiles"));
  const Exemplars exemplars = FullOfExemplars(model);
  std::vector<float> features(model.info().features);
  model.Classify(tiles.first(1), std::span(scores).first(1), features, workspace);
  const Scores network = scores.front();
  stages.push_back(
      MakeStage("exemplars", "a tile's scores among 1,000 corrections",
                Measure(seconds, [&] { static_cast<void>(exemplars.Blend(network, features)); }), 1,
                "tiles"));
  stages.push_back(MakeStage("network_threads", "64 tiles on every thread at once",
                             MeasureThreads(model, tiles, threads, seconds),
                             static_cast<double>(kBatch * threads), "tiles"));
  stages.push_back(MakeStage("read", "bytes to the answer",
                             Measure(seconds,
                                     [&] {
                                       const auto decoded = DecodeImage(material.bytes);
                                       static_cast<void>(recognizer.Read(
                                           decoded.value().gray.view(), {}, workspace));
                                     }),
                             1, "pictures"));
  return stages;
}

// Billions of additions and multiplications a second, if the convolutions were done the direct way.
double Gflops(const Stage& stage, const ModelInfo& info) {
  return stage.per_second * 2.0 * static_cast<double>(info.multiply_adds) / 1e9;
}

void PrintJson(const std::vector<Stage>& stages, const ModelInfo& info, std::size_t threads) {
  nlohmann::ordered_json json = {{"cpu", CpuName()},           {"kernels", info.kernels},
                                 {"threads", threads},         {"version", INKDIGIT_VERSION},
                                 {"commit", INKDIGIT_COMMIT},  {"model", info.name},
                                 {"model_sha256", info.sha256}};
  for (const Stage& stage : stages) {
    nlohmann::ordered_json line = {{"name", stage.name},
                                   {"median_us", stage.timing.median_us},
                                   {"p99_us", stage.timing.p99_us},
                                   {"runs", stage.timing.runs},
                                   {"per_second", stage.per_second},
                                   {"unit", stage.unit}};
    if (std::string_view(stage.name).starts_with("network"))
      line["direct_gflops"] = Gflops(stage, info);
    json["stages"].push_back(std::move(line));
  }
  std::puts(json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace).c_str());
}

void PrintTable(const std::vector<Stage>& stages, const ModelInfo& info, std::size_t threads) {
  std::printf("cpu      %s\n", CpuName().c_str());
  std::printf("kernels  %s, %zu thread%s\n", info.kernels.c_str(), threads,
              threads == 1 ? "" : "s");
  std::printf("model    %s, %.1f million multiply-adds a tile\n", info.name.c_str(),
              static_cast<double>(info.multiply_adds) / 1e6);
  std::printf("program  %s, commit %s\n\n", INKDIGIT_VERSION, INKDIGIT_COMMIT);
  std::printf("%-40s %10s %10s %12s\n", "", "median us", "p99 us", "a second");
  for (const Stage& stage : stages) {
    std::printf("%-40s %10.1f %10.1f %12.0f %s\n", stage.what, stage.timing.median_us,
                stage.timing.p99_us, stage.per_second, stage.unit);
  }
}

}  // namespace

int RunBench(const BenchOptions& options) {
  const auto recognizer = LoadRecognizer(options.model_file);
  if (!recognizer) {
    PrintError(recognizer.error().message);
    return 1;
  }
  const auto material = Prepare(options, recognizer.value());
  if (!material) {
    PrintError(options.picture_file, material.error().message);
    return 1;
  }
  std::size_t threads = options.threads;
  if (threads == 0) threads = std::max(1U, std::thread::hardware_concurrency());
  const std::vector<Stage> stages =
      MeasureStages(options, recognizer.value(), material.value(), threads);
  const ModelInfo& info = recognizer.value().model().info();
  (options.json ? PrintJson : PrintTable)(stages, info, threads);
  return 0;
}

}  // namespace inkdigit::cli
