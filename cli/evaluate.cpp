#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <thread>

#include "cli/commands.h"
#include "cli/evaluation.h"
#include "cli/files.h"
#include "cli/labelled_set.h"
#include "cli/load_recognizer.h"
#include "cli/report.h"
#include "cli/terminal.h"

namespace inkdigit::cli {
namespace {

// A 28x28 IDX image as the network's input, past ink extraction and normalisation.
Reading ReadTile(GrayView image, const Recognizer& recognizer, Workspace& workspace) {
  GlyphReading glyph;
  for (int y = 0; y < kTileSide; ++y)
    std::copy_n(image.row(y), kTileSide, glyph.tile.pixels.begin() + std::ptrdiff_t{y} * kTileSide);
  recognizer.model().Classify({&glyph.tile, 1}, {&glyph.scores, 1}, workspace);
  glyph.digit = glyph.scores.best_digit();
  Reading reading;
  reading.text = std::to_string(glyph.digit);
  reading.confidence = glyph.scores.probabilities[static_cast<std::size_t>(glyph.digit)];
  reading.digits.push_back(glyph);
  return reading;
}

Outcome Assess(const LabelledSet& set, std::size_t i, const EvaluateOptions& options,
               const Recognizer& recognizer, Workspace& workspace) {
  Outcome outcome;
  outcome.name = set.name(i);
  outcome.label = set.label(i);
  Reading reading;
  if (options.tiles) {
    reading = ReadTile(set.idx_images().image(static_cast<int>(i)), recognizer, workspace);
  } else {
    const auto picture = set.picture(i);
    auto read =
        picture ? recognizer.Read(picture.value().gray.view(), {.mode = options.mode}, workspace)
                : Result<Reading>(picture.error());
    if (!read) {
      PrintError(outcome.name, read.error().message);
      outcome.unreadable = true;
      return outcome;
    }
    reading = std::move(read).value();
  }
  outcome.text = reading.text;
  outcome.confidence = reading.confidence;
  if (!reading.digits.empty())
    outcome.tile = reading.digits.front().tile;
  else if (!reading.rejected.empty())
    outcome.tile = reading.rejected.front().tile;
  return outcome;
}

std::vector<Outcome> AssessAll(const LabelledSet& set, const EvaluateOptions& options,
                               const Recognizer& recognizer) {
  std::vector<Outcome> outcomes(set.size());
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    Workspace workspace;
    for (std::size_t i = next++; i < set.size(); i = next++)
      outcomes[i] = Assess(set, i, options, recognizer, workspace);
  };
  const unsigned wanted = options.threads > 0 ? static_cast<unsigned>(options.threads)
                                              : std::max(1U, std::thread::hardware_concurrency());
  std::vector<std::jthread> helpers;
  for (unsigned t = 1; t < wanted; ++t) helpers.emplace_back(work);
  work();
  helpers.clear();  // joins
  return outcomes;
}

nlohmann::ordered_json ToJson(const Evaluation& evaluation, double seconds) {
  nlohmann::ordered_json bins = nlohmann::ordered_json::array();
  for (const CalibrationBin& bin : evaluation.calibration)
    bins.push_back(
        {{"count", bin.count}, {"confidence", bin.mean_confidence}, {"accuracy", bin.accuracy}});
  return {{"count", evaluation.count},
          {"errors", evaluation.errors},
          {"accuracy", evaluation.accuracy},
          {"interval95", {evaluation.accuracy_interval.low, evaluation.accuracy_interval.high}},
          {"unreadable", evaluation.unreadable},
          {"expected_calibration_error", evaluation.expected_calibration_error},
          {"confusion", evaluation.confusion},
          {"calibration", bins},
          {"digits", evaluation.digits},
          {"digit_edits", evaluation.digit_edits},
          {"digits_right", evaluation.digits_right},
          {"seconds", seconds}};
}

void PrintTable(const Evaluation& evaluation, double seconds) {
  std::printf("pictures   %lld\n", static_cast<long long>(evaluation.count));
  std::printf("errors     %lld", static_cast<long long>(evaluation.errors));
  if (evaluation.unreadable > 0)
    std::printf(" (%lld could not be read at all)", static_cast<long long>(evaluation.unreadable));
  std::printf("\naccuracy   %.2f %%  (95 %% interval %.2f to %.2f)\n", 100 * evaluation.accuracy,
              100 * evaluation.accuracy_interval.low, 100 * evaluation.accuracy_interval.high);
  std::printf("digits     %.2f %% right (%lld edits in %lld)\n", 100 * evaluation.digits_right,
              static_cast<long long>(evaluation.digit_edits),
              static_cast<long long>(evaluation.digits));
  std::printf("calibration error  %.2f %% (15 bins)\n",
              100 * evaluation.expected_calibration_error);
  std::printf("time       %.1f s, %.0f pictures/s\n\nis \\ read", seconds,
              static_cast<double>(evaluation.count) / seconds);
  for (int text = 0; text <= kNothing; ++text)
    std::printf("%6s", text == kNothing ? "none" : std::to_string(text).c_str());
  std::printf("\n");
  for (int label = 0; label <= kNothing; ++label) {
    const auto& row = evaluation.confusion[static_cast<std::size_t>(label)];
    if (std::all_of(row.begin(), row.end(), [](auto n) { return n == 0; })) continue;
    std::printf("%9s", label == kNothing ? "none" : std::to_string(label).c_str());
    for (const std::int64_t n : row) {
      if (n == 0)
        std::printf("     .");
      else
        std::printf("%6lld", static_cast<long long>(n));
    }
    std::printf("\n");
  }
}

}  // namespace

int RunEvaluate(const EvaluateOptions& options) {
  const auto set = LabelledSet::Open(options.paths);
  if (!set) {
    PrintError(set.error().message);
    return 1;
  }
  if (options.tiles && (!set.value().is_idx() || set.value().idx_images().width != kTileSide ||
                        set.value().idx_images().height != kTileSide)) {
    PrintError("--tiles needs IDX images of 28x28 pixels");
    return 1;
  }
  const auto recognizer = LoadRecognizer(options.model_file);
  if (!recognizer) {
    PrintError(recognizer.error().message);
    return 1;
  }
  const auto start = std::chrono::steady_clock::now();
  const std::vector<Outcome> outcomes = AssessAll(set.value(), options, recognizer.value());
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  const Evaluation evaluation = Evaluate(outcomes);

  if (options.json) {
    std::puts(ToJson(evaluation, seconds).dump().c_str());
  } else {
    PrintTable(evaluation, seconds);
  }
  if (!options.report_file.empty()) {
    const std::string page =
        ReportPage(options.paths.front(), recognizer.value().model().info(), evaluation, outcomes);
    const auto written = WriteWholeFile(options.report_file, page);
    if (!written) {
      PrintError(options.report_file, written.error().message);
      return 1;
    }
  }
  return evaluation.unreadable > 0 ? 1 : 0;
}

}  // namespace inkdigit::cli
