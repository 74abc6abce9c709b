// inkdigit-strings: whole numbers composed of MNIST's digits, for `inkdigit evaluate DIR`.
#include <CLI/CLI.hpp>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "training/data/bitmaps.h"
#include "training/data/data_files.h"
#include "training/strings/papers.h"
#include "training/strings/strings.h"
#include "training/tiles/files.h"

namespace inkdigit::training {
namespace {

constexpr int kOk = 0;
constexpr int kFailed = 1;
constexpr int kWrongUsage = 2;
constexpr std::size_t kValidation = 5'000;  // MNIST's last training images: no training saw them

struct Settings {
  std::string mnist_folder = DefaultMnistFolder();
  std::string out_folder;
  std::string set = "validation";
  std::string spacing = "wide";
  std::string paper = "clear";
  int count = 500;
  int quality = 40;
  std::uint64_t seed = 1;
  StringOptions string;
};

const std::map<std::string, Spacing> kSpacings = {{"wide", Spacing::kWide},
                                                  {"narrow", Spacing::kNarrow},
                                                  {"touching", Spacing::kTouching},
                                                  {"cells", Spacing::kCells},
                                                  {"comb", Spacing::kComb}};

int Fail(const Error& error) {
  std::fprintf(stderr, "inkdigit-strings: %s\n", error.message.c_str());
  return kFailed;
}

Result<std::vector<LabelledImage>> ReadDigits(const Settings& settings) {
  if (settings.set == "test") {
    return ReadIdxSet(settings.mnist_folder, kMnistTestImages, kMnistTestLabels);
  }
  Result<std::vector<LabelledImage>> digits =
      ReadIdxSet(settings.mnist_folder, kMnistTrainImages, kMnistTrainLabels);
  if (!digits.ok() || digits.value().size() <= kValidation) return digits;
  std::vector<LabelledImage>& all = digits.value();
  const auto first_validation = all.end() - static_cast<std::ptrdiff_t>(kValidation);
  if (settings.set == "train") {
    all.erase(first_validation, all.end());
  } else {
    all.erase(all.begin(), first_validation);
  }
  return digits;
}

// Black on white as binary PGM.
std::vector<std::byte> EncodePgm(const ColorImage& image) {
  std::string file =
      "P5\n" + std::to_string(image.width) + ' ' + std::to_string(image.height) + "\n255\n";
  for (std::size_t i = 0; i < image.samples.size(); i += 3) {
    file += static_cast<char>(image.samples[i]);
  }
  const auto bytes = std::as_bytes(std::span(file));
  return {bytes.begin(), bytes.end()};
}

Paper PickPaper(const std::string& name, int index) {
  if (name == "mixed") return static_cast<Paper>(1 + index % (kPapers - 1));
  for (int i = 0; i < kPapers; ++i) {
    if (PaperName(static_cast<Paper>(i)) == name) return static_cast<Paper>(i);
  }
  return Paper::kClear;
}

int WriteAll(const Settings& settings) {
  const Result<std::vector<LabelledImage>> digits = ReadDigits(settings);
  if (!digits.ok()) return Fail(digits.error());
  StringOptions options = settings.string;
  options.spacing = kSpacings.at(settings.spacing);
  const std::filesystem::path folder = settings.out_folder;
  std::string manifest;
  for (int i = 0; i < settings.count; ++i) {
    // The same strings on every paper, so that papers can be compared.
    Random random = Random::For({settings.seed, static_cast<std::uint64_t>(i)});
    const DigitString string = ComposeString(digits.value(), options, random);
    const Paper paper = PickPaper(settings.paper, i);
    const ColorImage picture = PutOnPaper(string.ink, paper, string.height, random);
    const bool clear = paper == Paper::kClear;
    const std::string name = std::to_string(i) + (clear ? ".pgm" : ".jpg");
    const Result<std::size_t> written =
        WriteFileWhole((folder / name).string(),
                       clear ? EncodePgm(picture) : EncodeJpeg(picture, settings.quality));
    if (!written.ok()) return Fail(written.error());
    manifest += name;
    manifest += '\t';
    manifest += string.label;
    manifest += '\t';
    manifest += PaperName(paper);
    manifest += '\n';
  }
  const Result<std::size_t> written =
      WriteFileWhole((folder / "manifest.tsv").string(), std::as_bytes(std::span(manifest)));
  if (!written.ok()) return Fail(written.error());
  std::printf("%d numbers in %s\n", settings.count, settings.out_folder.c_str());
  return kOk;
}

int Run(int argc, char** argv) {
  Settings settings;
  CLI::App app(
      "Whole numbers composed of MNIST's digits: pictures and manifest.tsv for `inkdigit "
      "evaluate`.",
      "inkdigit-strings");
  app.add_option("--out", settings.out_folder, "Folder to write to")->required();
  app.add_option("--mnist", settings.mnist_folder, "MNIST's folder")->capture_default_str();
  app.add_option("--set", settings.set,
                 "train, validation (the last 5,000 training images), or test (for final figures)")
      ->check(CLI::IsMember({"train", "validation", "test"}))
      ->capture_default_str();
  app.add_option(
         "--spacing", settings.spacing,
         "wide (gaps of 20 to 60 % of the width), narrow (2 to 10 %), touching (overlap of 0 "
         "to 15 %), cells or comb (of a form)")
      ->check(CLI::IsMember({"wide", "narrow", "touching", "cells", "comb"}))
      ->capture_default_str();
  app.add_option("--paper", settings.paper, "What lies beneath; mixed: all in turn but clear")
      ->check(CLI::IsMember({"clear", "ruled", "squared", "shadowed", "coloured", "dark", "mixed"}))
      ->capture_default_str();
  app.add_option("--digits", settings.string.most_digits, "Most digits of a number")
      ->check(CLI::Range(2, 100))
      ->capture_default_str();
  app.add_option("--least-height", settings.string.least_height, "Of MNIST's box, in pixels")
      ->check(CLI::Range(8.0, 400.0))
      ->capture_default_str();
  app.add_option("--most-height", settings.string.most_height, "Likewise")
      ->check(CLI::Range(8.0, 400.0))
      ->capture_default_str();
  app.add_option("--variation", settings.string.height_variation,
                 "How much smaller or larger than that a digit is at most, as a share")
      ->check(CLI::Range(0.0, 0.9))
      ->capture_default_str();
  app.add_option("--skew", settings.string.skew_degrees, "How much the line falls, in degrees")
      ->check(CLI::Range(-45.0, 45.0))
      ->capture_default_str();
  app.add_option("--quality", settings.quality, "Of the JPEG; clear paper is written without loss")
      ->check(CLI::Range(1, 100))
      ->capture_default_str();
  app.add_option("--count", settings.count, "How many numbers")
      ->check(CLI::Range(1, 100'000))
      ->capture_default_str();
  app.add_option("--seed", settings.seed, "Same seed, same pictures")->capture_default_str();
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kOk : kWrongUsage;
  }
  if (settings.string.most_height < settings.string.least_height) {
    std::fprintf(stderr, "inkdigit-strings: --most-height is less than --least-height\n");
    return kWrongUsage;
  }
  return WriteAll(settings);
}

}  // namespace
}  // namespace inkdigit::training

int main(int argc, char** argv) {
  try {
    return inkdigit::training::Run(argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "inkdigit-strings: %s\n", error.what());
    return 1;
  }
}
