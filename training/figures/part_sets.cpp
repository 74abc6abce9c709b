#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "training/figures/parts.h"

namespace inkdigit::training {
namespace {

Figure RightFigure(const std::string& key, const std::string& name, const Result<ReadSet>& set,
                   Bound bound) {
  if (!set.ok()) return NotMeasured(key + ".right", name + ": right", bound, set.error().message);
  const cli::Evaluation& evaluation = set.value().evaluation;
  std::string note = std::to_string(evaluation.errors);
  note += evaluation.errors == 1 ? " error" : " errors";
  return ShareFigure(key + ".right", set.value().pictures.name + ": right",
                     evaluation.count - evaluation.errors, evaluation.count, bound,
                     std::move(note));
}

Figure CalibrationFigure(const std::string& key, const std::string& name,
                         const Result<ReadSet>& set, Bound bound) {
  const std::string what = ": calibration error (15 bins)";
  if (!set.ok()) return NotMeasured(key + ".ece", name + what, bound, set.error().message);
  return ValueFigure(key + ".ece", set.value().pictures.name + what,
                     set.value().evaluation.expected_calibration_error, bound);
}

// What the network reads right of the tiles that were read, without more looks at what leaves
// doubt: published figures of single networks are so.
Figure OneLookFigure(const std::string& key, const std::string& name, const Result<ReadSet>& set,
                     const Model& model, Bound bound) {
  const std::string what = ", one look at each: right";
  if (!set.ok()) return NotMeasured(key + ".one_look", name + what, bound, set.error().message);
  std::vector<Answer> answers = set.value().answers;
  Workspace workspace;
  for (Answer& answer : answers) {
    if (!answer.has_ink) continue;
    model.FirstLook({&answer.tile, 1}, {&answer.scores, 1}, workspace);
    answer.text = answer.scores.is_refused() ? "" : std::to_string(answer.scores.best_digit());
  }
  const std::vector<bool> right = RightAnswers(set.value().pictures, answers);
  const auto hits = std::count(right.begin(), right.end(), true);
  const auto count = static_cast<std::int64_t>(right.size());
  return ShareFigure(key + ".one_look", set.value().pictures.name + what, hits, count, bound,
                     std::to_string(count - hits) + " errors, no test-time tricks");
}

}  // namespace

std::vector<Figure> MeasureMnist(Bench& bench) {
  const Result<ReadSet>& set = bench.mnist();
  return {OneLookFigure("mnist", "MNIST", set, bench.recognizer().model(), AtLeast(0.9975)),
          RightFigure("mnist", "MNIST", set, AtLeast(0.9975)),
          CalibrationFigure("mnist", "MNIST", set, AtMost(0.003))};
}

std::vector<Figure> MeasurePendigits(Bench& bench) {
  const Result<ReadSet>& set = bench.pendigits();
  return {RightFigure("pendigits", "pendigits, drawn as canvases", set, AtLeast(0.988)),
          CalibrationFigure("pendigits", "pendigits, drawn as canvases", set, AtMost(0.01))};
}

std::vector<Figure> MeasureOptdigits(Bench& bench) {
  return {RightFigure("optdigits", "optdigits", bench.optdigits(), AtLeast(0.99))};
}

std::vector<Figure> MeasureFonts(Bench& bench) {
  constexpr int kLeastFamilies = 20;
  Figure figure = RightFigure("fonts", "font families held out", bench.prints(), AtLeast(0.995));
  const int families = bench.sources().families();
  if (figure.value && families < kLeastFamilies) {
    // Too few to stand for all fonts: the figure stays, the bound does not count.
    figure.bound.reset();
    figure.note += ", only " + std::to_string(families) + " of at least " +
                   std::to_string(kLeastFamilies) + " families are installed";
  }
  return {figure};
}

std::vector<Figure> MeasureSamples(Bench& bench) {
  return {RightFigure("samples", "pictures that people uploaded (samples)", bench.samples(),
                      AtLeast(0.97))};
}

}  // namespace inkdigit::training
