// inkdigit-figures: how good a model is, by everything that a release promises.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <iterator>
#include <span>
#include <string>
#include <vector>

#include "cli/load_recognizer.h"
#include "training/figures/bench.h"
#include "training/figures/figure.h"
#include "training/figures/parts.h"
#include "training/figures/report.h"
#include "training/figures/sources.h"
#include "training/figures/sure_threshold.h"
#include "training/tiles/files.h"

namespace inkdigit::training {
namespace {

constexpr int kOk = 0;
constexpr int kFailed = 1;
constexpr int kWrongUsage = 2;

struct Settings {
  std::string model_path;
  SourceOptions sources;
  BenchOptions bench;
  std::vector<std::string> only;
  std::string on = "test";
  double right_share = kSureRightShare;
  std::string json_path;
  std::string markdown_path;
  std::string calibration_path;
  std::string mistakes_path;
};

int Fail(const std::string& message) {
  std::fprintf(stderr, "inkdigit-figures: %s\n", message.c_str());
  return kFailed;
}

bool IsWanted(const Settings& settings, const Part& part) {
  return settings.only.empty() ||
         std::find(settings.only.begin(), settings.only.end(), part.name) != settings.only.end();
}

Report Measure(Bench& bench, const Settings& settings) {
  Report report;
  report.model = bench.recognizer().model().info();
  report.data = settings.on;
  report.seed = settings.bench.seed;
  report.quick = settings.bench.quick;
  for (const Part& part : kAllParts) {
    if (!IsWanted(settings, part)) continue;
    const auto start = std::chrono::steady_clock::now();
    for (Figure& figure : part.measure(bench)) report.figures.push_back(std::move(figure));
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
    std::fprintf(stderr, "%s: %.1f s\n", std::string(part.name).c_str(), taken.count());
  }
  report.sets = bench.read_sets();
  return report;
}

// Writes `bytes` to `path`, if there is one.
bool Write(const std::string& path, std::span<const std::byte> bytes) {
  if (path.empty()) return true;
  const Result<std::size_t> written = WriteFileWhole(path, bytes);
  if (!written.ok()) Fail(written.error().message);
  return written.ok();
}

bool WriteText(const std::string& path, const std::string& text) {
  return Write(path, std::as_bytes(std::span(text)));
}

int Run(int argc, char** argv) {
  Settings settings;
  std::string refuse_by = "rejection";
  std::vector<std::string> names;
  names.reserve(std::size(kAllParts));
  for (const Part& part : kAllParts) names.emplace_back(part.name);

  CLI::App app("How good a model is: every figure that a release promises, with its bound.",
               "inkdigit-figures");
  app.add_option("--model", settings.model_path, "Model file; else the embedded one");
  app.add_option("--data", settings.sources.data_folder, "Folder of the data sets [$INKDIGIT_DATA]")
      ->capture_default_str();
  app.add_option("--mnist", settings.sources.mnist_folder, "Folder of MNIST's files")
      ->capture_default_str();
  app.add_option("--fonts", settings.sources.font_folder, "Folder of the fonts")
      ->capture_default_str();
  app.add_option("--on", settings.on,
                 "test: what is set aside for releases; validation: what one may choose by")
      ->check(CLI::IsMember({"test", "validation"}))
      ->capture_default_str();
  app.add_option("--only", settings.only, "Only these parts")
      ->delimiter(',')
      ->check(CLI::IsMember(names));
  app.add_flag("--quick", settings.bench.quick,
               "Fewer pictures where there are many: all parts in under two minutes");
  app.add_option("--left-out", settings.bench.left_out_folder,
                 "Folder of the models that never saw one kind of what is no digit");
  app.add_option("--writers-out", settings.bench.writers_out_folder,
                 "Folder of the models that never saw half of pendigits' writers, for learning on "
                 "validation data");
  app.add_option(
         "--refuse-by", refuse_by,
         "What the rejection is measured by. rejection: how much likelier \"not a digit\" is "
         "than the likeliest digit; doubt: 1 - the probability of the likeliest digit")
      ->check(CLI::IsMember({"rejection", "doubt"}))
      ->capture_default_str();
  app.add_option("--seed", settings.bench.seed, "Same seed, same pictures")->capture_default_str();
  app.add_option("--threads", settings.bench.threads, "0: all cores")->capture_default_str();
  app.add_option("--json", settings.json_path, "Write the figures to this file, - for stdout");
  app.add_option("--markdown", settings.markdown_path,
                 "Write the model card's tables to this file");
  app.add_option("--calibration", settings.calibration_path,
                 "Write the calibration curves to this file, SVG");
  app.add_option("--mistakes", settings.mistakes_path,
                 "Write the twenty worst mistakes as a picture, PNG, to this file");
  CLI::App* threshold =
      app.add_subcommand("threshold", "Print what kSureConfidence should be, by validation data");
  threshold->fallthrough();
  threshold
      ->add_option("--right", settings.right_share,
                   "The share of accepted answers that is to be right")
      ->check(CLI::Range(0.5, 1.0))
      ->capture_default_str();
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kOk : kWrongUsage;
  }

  const Result<Recognizer> recognizer = cli::LoadRecognizer(settings.model_path);
  if (!recognizer.ok()) return Fail(recognizer.error().message);
  if (refuse_by == "doubt") settings.bench.refuse_by = RefusalScore::kDoubt;
  settings.sources.seed = settings.bench.seed;
  const bool validation = threshold->parsed() || settings.on == "validation";
  settings.sources.split = validation ? Split::kValidation : Split::kTest;
  Sources sources(settings.sources);
  if (threshold->parsed()) {
    const Result<std::string> advice = AdviseSureConfidence(
        recognizer.value(), sources, settings.bench.threads, settings.right_share);
    if (!advice.ok()) return Fail(advice.error().message);
    std::fputs(advice.value().c_str(), stdout);
    return kOk;
  }

  Bench bench(recognizer.value(), sources, settings.bench);
  const Report report = Measure(bench, settings);
  const bool json_only = settings.json_path == "-";
  std::fputs(json_only ? ReportJson(report).c_str() : TextTable(report.figures).c_str(), stdout);
  const bool written =
      WriteText(json_only ? "" : settings.json_path, ReportJson(report)) &&
      WriteText(settings.markdown_path, ReportMarkdown(report)) &&
      WriteText(settings.calibration_path, CalibrationSvg(report)) &&
      Write(settings.mistakes_path,
            settings.mistakes_path.empty() ? std::vector<std::byte>() : MistakesPng(report));
  return written ? kOk : kFailed;
}

}  // namespace
}  // namespace inkdigit::training

int main(int argc, char** argv) {
  try {
    return inkdigit::training::Run(argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "inkdigit-figures: %s\n", error.what());
    return 1;
  }
}
