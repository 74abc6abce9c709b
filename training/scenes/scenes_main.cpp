// inkdigit-scenes: photographs of pen drawings where people write, for `inkdigit evaluate DIR`.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "training/data/data_files.h"
#include "training/data/pendigits.h"
#include "training/data/splits.h"
#include "training/scenes/scenes.h"
#include "training/tiles/files.h"

namespace inkdigit::training {
namespace {

constexpr int kOk = 0;
constexpr int kFailed = 1;
constexpr int kWrongUsage = 2;

struct Settings {
  std::string data_folder = DefaultDataFolder();
  std::string out_folder;
  std::string set = "validation";
  std::string scene = "all";
  int count = 50;
  int digits = 1;
  std::uint64_t seed = 1;
};

int Fail(const Error& error) {
  std::fprintf(stderr, "inkdigit-scenes: %s\n", error.message.c_str());
  return kFailed;
}

std::vector<std::string> SceneNames() {
  std::vector<std::string> names;
  names.reserve(kScenes + 1);
  for (int i = 0; i < kScenes; ++i) names.emplace_back(SceneName(static_cast<Scene>(i)));
  return names;
}

// By the writers that training holds out, or by the test file's.
Result<std::vector<PenDrawing>> ReadDrawings(const Settings& settings) {
  const bool is_test = settings.set == "test";
  Result<std::vector<PenDrawing>> drawings = ReadDataText<std::vector<PenDrawing>>(
      settings.data_folder, is_test ? kPendigitsTest : kPendigitsTrain, ParsePendigits);
  if (!drawings.ok() || is_test) return drawings;
  std::erase_if(drawings.value(), [](const PenDrawing& drawing) {
    return PendigitsSplit(drawing) != Split::kValidation;
  });
  return drawings;
}

int WriteAll(const Settings& settings) {
  const Result<std::vector<PenDrawing>> drawings = ReadDrawings(settings);
  if (!drawings.ok()) return Fail(drawings.error());
  const std::filesystem::path folder = settings.out_folder;
  std::string manifest;
  int written = 0;
  for (int kind = 0; kind < kScenes; ++kind) {
    const auto scene = static_cast<Scene>(kind);
    if (settings.scene != "all" && settings.scene != SceneName(scene)) continue;
    for (int i = 0; i < settings.count; ++i) {
      Random random = Random::For(
          {settings.seed, static_cast<std::uint64_t>(kind), static_cast<std::uint64_t>(i)});
      std::vector<const Strokes*> digits;
      std::string label;
      for (int digit = 0; digit < settings.digits; ++digit) {
        const int picked = random.Below(static_cast<int>(drawings.value().size()));
        const PenDrawing& drawing = drawings.value()[static_cast<std::size_t>(picked)];
        digits.push_back(&drawing.strokes);
        label += std::to_string(drawing.label);
      }
      const ColorImage picture = Photograph(SideBySide(digits, random), scene, random);
      const int quality = 40 + random.Below(51);
      std::string name(SceneName(scene));
      name += '-';
      name += std::to_string(i);
      name += ".jpg";
      std::replace(name.begin(), name.end(), ' ', '-');
      const Result<std::size_t> bytes =
          WriteFileWhole((folder / name).string(), EncodeJpeg(picture, quality));
      if (!bytes.ok()) return Fail(bytes.error());
      for (const std::string* field : {&name, &label}) {
        manifest += *field;
        manifest += '\t';
      }
      manifest += SceneName(scene);
      manifest += '\n';
      ++written;
    }
  }
  const Result<std::size_t> bytes =
      WriteFileWhole((folder / "manifest.tsv").string(), std::as_bytes(std::span(manifest)));
  if (!bytes.ok()) return Fail(bytes.error());
  std::printf("%d photographs in %s\n", written, settings.out_folder.c_str());
  return kOk;
}

int Run(int argc, char** argv) {
  Settings settings;
  std::vector<std::string> names = SceneNames();
  names.emplace_back("all");
  CLI::App app(
      "Photographs of pen drawings (pendigits) where people write: pictures and manifest.tsv for "
      "`inkdigit evaluate`.",
      "inkdigit-scenes");
  app.add_option("--out", settings.out_folder, "Folder to write to")->required();
  app.add_option("--data", settings.data_folder, "Folder of the data sets [$INKDIGIT_DATA]")
      ->capture_default_str();
  app.add_option(
         "--set", settings.set,
         "validation: by the writers that training holds out; test: by the test file's, for "
         "final figures")
      ->check(CLI::IsMember({"validation", "test"}))
      ->capture_default_str();
  app.add_option("--scene", settings.scene, "Where")
      ->check(CLI::IsMember(names))
      ->capture_default_str();
  app.add_option("--digits", settings.digits, "Of each number; 0: nothing is written")
      ->check(CLI::Range(0, 20))
      ->capture_default_str();
  app.add_option("--count", settings.count, "How many of each scene")
      ->check(CLI::Range(1, 100'000))
      ->capture_default_str();
  app.add_option("--seed", settings.seed, "Same seed, same pictures")->capture_default_str();
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kOk : kWrongUsage;
  }
  return WriteAll(settings);
}

}  // namespace
}  // namespace inkdigit::training

int main(int argc, char** argv) {
  try {
    return inkdigit::training::Run(argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "inkdigit-scenes: %s\n", error.what());
    return 1;
  }
}
