// What corrections change for the person who made them, and for others: Exemplars.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/load_recognizer.h"
#include "inkdigit/exemplars.h"
#include "training/data/writer_folds.h"
#include "training/figures/parallel.h"
#include "training/figures/parts.h"
#include "training/render/canvas.h"
#include "training/render/random.h"

namespace inkdigit::training {
namespace {

constexpr std::array kCorrections = {1, 2, 5, 20};
constexpr int kMeasured = 20;  // corrections that have a bound
constexpr Bound kOwnErrorsLeft = AtMost(2.0 / 3.0);
constexpr Bound kOthersLost = AtMost(0.0);
constexpr int kRepeats = 8;
constexpr int kQuickRepeats = 2;
constexpr std::size_t kOthers = 500;  // digits of other writers, each time
// Keeps these random numbers apart from others of the same seed.
constexpr std::uint64_t kPurpose = 0x1ea4;

// A drawing on its canvas, as a network sees it.
struct Seen {
  std::uint16_t writer = 0;
  int label = 0;
  Scores scores;
  std::vector<float> features;

  [[nodiscard]] bool right() const { return scores.best_digit() == label; }
};

struct Errors {
  std::int64_t count = 0;
  std::int64_t before = 0;
  std::int64_t after = 0;

  void Add(const Seen& seen, const Exemplars& exemplars) {
    ++count;
    before += seen.right() ? 0 : 1;
    after += exemplars.Blend(seen.scores, seen.features).best_digit() == seen.label ? 0 : 1;
  }
};

struct Effect {
  Errors own;
  Errors others;
};
using Effects = std::array<Effect, kCorrections.size()>;

std::string OwnKey(int corrections) { return "learning.own." + std::to_string(corrections); }
std::string OthersKey(int corrections) { return "learning.others." + std::to_string(corrections); }
std::string OwnName(int corrections) {
  return "a pendigits writer's errors that are left after " + std::to_string(corrections) +
         (corrections == 1 ? " correction" : " corrections");
}
std::string OthersName(int corrections) {
  return "other writers' share of errors, more with that writer's " + std::to_string(corrections);
}

std::vector<Figure> NothingMeasured(const std::string& why) {
  std::vector<Figure> figures;
  figures.reserve(2 * kCorrections.size());
  for (const int corrections : kCorrections) {
    const bool bound = corrections == kMeasured;
    figures.push_back(NotMeasured(OwnKey(corrections), OwnName(corrections),
                                  bound ? std::optional(kOwnErrorsLeft) : std::nullopt, why));
    figures.push_back(NotMeasured(OthersKey(corrections), OthersName(corrections),
                                  bound ? std::optional(kOthersLost) : std::nullopt, why));
  }
  return figures;
}

// Those of the drawings that `is_wanted`, each on the canvas that it has in all figures.
template <typename IsWanted>
std::vector<Seen> See(const Model& model, const std::vector<PenDrawing>& drawings,
                      const BenchOptions& options, const IsWanted& is_wanted) {
  std::vector<Seen> all(drawings.size());
  ForEach(drawings.size(), options.threads, [&](std::size_t i, Workspace& workspace) {
    const PenDrawing& drawing = drawings[i];
    if (!is_wanted(drawing)) return;
    const GrayImage canvas = RenderStrokes(drawing.strokes, CanvasOf(options.seed, i));
    const std::vector<Glyph> glyphs = Segment(ExtractInk(canvas.view()));
    if (glyphs.empty()) return;
    const Tile28 tile = Normalize(glyphs.front());
    Seen& seen = all[i];
    seen.writer = drawing.writer;
    seen.label = drawing.label;
    seen.features.resize(model.info().features);
    model.Classify({&tile, 1}, {&seen.scores, 1}, seen.features, workspace);
  });
  std::erase_if(all, [](const Seen& seen) { return seen.features.empty(); });
  return all;
}

void Shuffle(std::vector<const Seen*>& seen, Random& random) {
  for (std::size_t i = seen.size(); i > 1; --i)
    std::swap(seen[i - 1], seen[static_cast<std::size_t>(random.Below(static_cast<int>(i)))]);
}

// One writer, once: corrections come from a random half of the digits, mistakes first and then any,
// as somebody would make them who corrects what is wrong and confirms what is right; the other half
// is measured.
void MeasureOnce(const Model& model, std::vector<const Seen*> own, std::vector<const Seen*> others,
                 Random& random, Effects& effects) {
  Shuffle(own, random);
  Shuffle(others, random);
  others.resize(std::min(others.size(), kOthers));
  const auto half = own.begin() + static_cast<std::ptrdiff_t>(own.size() / 2);
  std::stable_partition(own.begin(), half, [](const Seen* seen) { return !seen->right(); });
  for (std::size_t k = 0; k < kCorrections.size(); ++k) {
    Exemplars exemplars(model);
    const auto end = std::min(half, own.begin() + kCorrections[k]);
    for (auto seen = own.begin(); seen != end; ++seen) {
      exemplars.Learn((*seen)->features, (*seen)->label);
    }
    for (auto seen = half; seen != own.end(); ++seen) effects[k].own.Add(**seen, exemplars);
    for (const Seen* seen : others) effects[k].others.Add(*seen, exemplars);
  }
}

void MeasureWriters(const Model& model, const std::vector<Seen>& seen, const BenchOptions& options,
                    Effects& effects) {
  std::vector<std::uint16_t> writers;
  writers.reserve(seen.size());
  for (const Seen& one : seen) writers.push_back(one.writer);
  std::sort(writers.begin(), writers.end());
  writers.erase(std::unique(writers.begin(), writers.end()), writers.end());
  for (const std::uint16_t writer : writers) {
    std::vector<const Seen*> own;
    std::vector<const Seen*> others;
    for (const Seen& one : seen) (one.writer == writer ? own : others).push_back(&one);
    for (int repeat = 0; repeat < (options.quick ? kQuickRepeats : kRepeats); ++repeat) {
      Random random =
          Random::For({options.seed, kPurpose, writer, static_cast<std::uint64_t>(repeat)});
      MeasureOnce(model, own, others, random, effects);
    }
  }
}

std::vector<Figure> FiguresOf(const Effects& effects) {
  std::vector<Figure> figures;
  for (std::size_t k = 0; k < kCorrections.size(); ++k) {
    const int corrections = kCorrections[k];
    const bool bound = corrections == kMeasured;
    const auto counts = [](const Errors& errors) {
      return std::to_string(errors.after) + " instead of " + std::to_string(errors.before) +
             " of " + std::to_string(errors.count) + ", drawn again and again";
    };
    const Errors& own = effects[k].own;
    const Errors& others = effects[k].others;
    if (own.before == 0 || others.count == 0) return NothingMeasured("there were no errors");
    figures.push_back(ValueFigure(OwnKey(corrections), OwnName(corrections),
                                  static_cast<double>(own.after) / static_cast<double>(own.before),
                                  bound ? std::optional(kOwnErrorsLeft) : std::nullopt,
                                  counts(own)));
    figures.push_back(ValueFigure(
        OthersKey(corrections), OthersName(corrections),
        static_cast<double>(others.after - others.before) / static_cast<double>(others.count),
        bound ? std::optional(kOthersLost) : std::nullopt, counts(others)));
  }
  return figures;
}

}  // namespace

std::vector<Figure> MeasureLearning(Bench& bench) {
  const Result<std::vector<PenDrawing>>& drawings = bench.sources().all_drawings();
  if (!drawings.ok()) return NothingMeasured(drawings.error().message);
  const BenchOptions& options = bench.options();
  Effects effects{};
  if (bench.sources().options().split == Split::kTest) {
    const Model& model = bench.recognizer().model();
    MeasureWriters(model,
                   See(model, drawings.value(), options, [](const PenDrawing&) { return true; }),
                   options, effects);
    return FiguresOf(effects);
  }
  // The training file's writers, by the networks that never saw them.
  if (options.writers_out_folder.empty()) {
    return NothingMeasured("give the models that never saw the writers with --writers-out");
  }
  for (int fold = 0; fold < kWriterFolds; ++fold) {
    const std::string name = WritersOutName(fold) + ".safetensors";
    const Result<Recognizer> network =
        cli::LoadRecognizer((std::filesystem::path(options.writers_out_folder) / name).string());
    if (!network.ok()) return NothingMeasured(network.error().message);
    const Model& model = network.value().model();
    const auto is_unseen = [fold](const PenDrawing& drawing) {
      return FoldOfWriter(drawing.writer) == fold;
    };
    MeasureWriters(model, See(model, drawings.value(), options, is_unseen), options, effects);
  }
  return FiguresOf(effects);
}

}  // namespace inkdigit::training
