#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <limits>
#include <string>
#include <utility>

#include "cli/load_recognizer.h"
#include "training/figures/parallel.h"
#include "training/figures/parts.h"
#include "training/figures/thresholds.h"
#include "training/render/not_digit_maker.h"

namespace inkdigit::training {
namespace {

constexpr Bound kKindRefused = AtLeast(0.90);
constexpr Bound kMeanRefused = AtLeast(0.95);
constexpr double kDigitsKept = 0.99;
constexpr std::size_t kPicturesOfAKind = 1'000;
constexpr std::size_t kQuickPictures = 200;
// Keeps these random numbers apart from others of the same seed.
constexpr std::uint64_t kPurpose = 0x2e1e;

constexpr std::array kKinds = {NotDigitKind::kLetters, NotDigitKind::kMerged,
                               NotDigitKind::kParts,   NotDigitKind::kScribbles,
                               NotDigitKind::kShapes,  NotDigitKind::kTextures};
static_assert(kKinds.size() == kNotDigitKinds);

std::string KeyOf(NotDigitKind kind) { return "rejection." + std::string(NotDigitKindName(kind)); }

std::string NameOf(NotDigitKind kind) {
  return std::string(NotDigitKindName(kind)) + ": refused by a model that never saw them";
}

std::string ProgramNameOf(NotDigitKind kind) {
  return std::string(NotDigitKindName(kind)) + ": refused by the program as it is";
}

constexpr const char* kMeanKey = "rejection.mean";
constexpr const char* kMeanName = "mean of the kinds: refused by models that never saw them";
constexpr const char* kKeptKey = "rejection.program.kept";
constexpr const char* kKeptName = "pendigits canvases that the program does not refuse";

std::string ProgramKeyOf(NotDigitKind kind) {
  return "rejection.program." + std::string(NotDigitKindName(kind));
}

// What is refused when it is above a threshold. A picture without ink is refused always.
double Score(const Scores& scores, RefusalScore by) {
  constexpr double kTiny = 1e-30;  // for the logarithm of a probability of 0
  const double digit = scores.probabilities[static_cast<std::size_t>(scores.best_digit())];
  if (by == RefusalScore::kDoubt) return 1.0 - digit;
  return std::log(scores.not_a_digit() + kTiny) - std::log(digit + kTiny);
}

// What another model thinks of tiles that were read before.
std::vector<Scores> Classify(const Model& model, const std::vector<Answer>& answers, int threads) {
  std::vector<Scores> scores(answers.size());
  ForEach(answers.size(), threads, [&](std::size_t i, Workspace& workspace) {
    if (answers[i].has_ink) model.Classify({&answers[i].tile, 1}, {&scores[i], 1}, workspace);
  });
  return scores;
}

std::vector<double> ScoreAll(const std::vector<Answer>& answers, const std::vector<Scores>& scores,
                             RefusalScore by) {
  std::vector<double> out;
  for (std::size_t i = 0; i < answers.size(); ++i) {
    out.push_back(answers[i].has_ink ? Score(scores[i], by)
                                     : std::numeric_limits<double>::infinity());
  }
  return out;
}

std::int64_t CountAbove(const std::vector<double>& scores, double threshold) {
  return std::count_if(scores.begin(), scores.end(), [threshold](double score) {
    return score > threshold || std::isinf(score);
  });
}

bool RefusedByTheProgram(const Answer& answer) { return answer.text.empty(); }

// Dark on white, as people draw.
GrayImage OnWhitePaper(GrayImage coverage) {
  for (std::uint8_t& pixel : coverage.pixels()) pixel = static_cast<std::uint8_t>(255 - pixel);
  return coverage;
}

std::vector<GrayImage> MakePictures(NotDigitKind kind, const NotDigitMaterial& material,
                                    const BenchOptions& options) {
  const std::size_t wanted = options.quick ? kQuickPictures : kPicturesOfAKind;
  std::vector<GrayImage> pictures;
  for (std::size_t i = 0; pictures.size() < wanted; ++i) {
    Random random = Random::For({options.seed, kPurpose, static_cast<std::uint64_t>(kind), i});
    std::optional<GrayImage> picture = MakeNotDigit(kind, material, random);
    if (picture) pictures.push_back(OnWhitePaper(*std::move(picture)));
  }
  return pictures;
}

// All ink is one thing here, whatever a reader of numbers would make of merged digits.
std::vector<Answer> ReadKind(Bench& bench, const std::vector<GrayImage>& images) {
  Pictures pictures;
  pictures.labels.assign(images.size(), "");
  pictures.at = [&images](std::size_t i) -> Result<GrayImage> { return images[i]; };
  return ReadAll(bench.recognizer(), pictures, bench.options().threads, Mode::kDigit);
}

// Of one kind, by the model that never saw it.
Figure MeasureLeftOut(Bench& bench, NotDigitKind kind, const std::vector<Answer>& digits,
                      const std::vector<Answer>& others) {
  const BenchOptions& options = bench.options();
  if (options.left_out_folder.empty()) {
    return NotMeasured(KeyOf(kind), NameOf(kind), kKindRefused,
                       "give the models that never saw a kind with --left-out");
  }
  const std::string name = "without-" + std::string(NotDigitKindName(kind)) + ".safetensors";
  const Result<Recognizer> left_out =
      cli::LoadRecognizer((std::filesystem::path(options.left_out_folder) / name).string());
  if (!left_out.ok()) {
    // Not the whole path: the note goes into the model card.
    const std::string& message = left_out.error().message;
    return NotMeasured(KeyOf(kind), NameOf(kind), kKindRefused,
                       message.substr(std::min(message.size(), message.find(name))));
  }
  const Model& model = left_out.value().model();
  const std::vector<Scores> digit_scores = Classify(model, digits, options.threads);
  const std::vector<Scores> other_scores = Classify(model, others, options.threads);
  const auto refused = [&](RefusalScore by) {
    const double threshold = RefusalThreshold(ScoreAll(digits, digit_scores, by), kDigitsKept);
    return CountAbove(ScoreAll(others, other_scores, by), threshold);
  };
  const bool by_doubt = options.refuse_by == RefusalScore::kDoubt;
  std::string note =
      std::to_string(refused(by_doubt ? RefusalScore::kRejection : RefusalScore::kDoubt));
  note += by_doubt ? " by the eleventh output" : " by doubt in every digit";
  return ShareFigure(KeyOf(kind), NameOf(kind), refused(options.refuse_by),
                     static_cast<std::int64_t>(others.size()), kKindRefused, std::move(note));
}

Figure Mean(const std::vector<Figure>& figures) {
  double sum = 0.0;
  for (const Figure& figure : figures) {
    if (!figure.value) return NotMeasured(kMeanKey, kMeanName, kMeanRefused, figure.note);
    sum += *figure.value;
  }
  return ValueFigure(kMeanKey, kMeanName, sum / static_cast<double>(figures.size()), kMeanRefused);
}

Result<NotDigitMaterial> MaterialOf(Sources& sources) {
  if (!sources.mnist().ok()) return sources.mnist().error();
  if (!sources.drawings().ok()) return sources.drawings().error();
  if (!sources.prints().ok()) return sources.prints().error();
  NotDigitMaterial material;
  for (const FontFace& face : sources.faces()) material.fonts.push_back(&face.font);
  for (const LabelledImage& digit : sources.mnist().value()) material.bitmaps.push_back(&digit);
  for (const PenDrawing& drawing : sources.drawings().value()) {
    material.drawings.push_back(&drawing);
  }
  return material;
}

std::vector<Figure> NothingMeasured(const std::string& why) {
  std::vector<Figure> figures;
  figures.reserve(2 * kKinds.size() + 2);
  for (const NotDigitKind kind : kKinds) {
    figures.push_back(NotMeasured(KeyOf(kind), NameOf(kind), kKindRefused, why));
  }
  figures.push_back(NotMeasured(kMeanKey, kMeanName, kMeanRefused, why));
  for (const NotDigitKind kind : kKinds) {
    figures.push_back(NotMeasured(ProgramKeyOf(kind), ProgramNameOf(kind), std::nullopt, why));
  }
  figures.push_back(NotMeasured(kKeptKey, kKeptName, std::nullopt, why));
  return figures;
}

}  // namespace

std::vector<Figure> MeasureRejection(Bench& bench) {
  const Result<NotDigitMaterial> material = MaterialOf(bench.sources());
  if (!material.ok()) return NothingMeasured(material.error().message);
  const Result<ReadSet>& canvases = bench.pendigits();
  if (!canvases.ok()) return NothingMeasured(canvases.error().message);

  const std::vector<Answer>& digits = canvases.value().answers;
  std::vector<Figure> left_out;
  std::vector<Figure> by_the_program;
  for (const NotDigitKind kind : kKinds) {
    const std::vector<Answer> others =
        ReadKind(bench, MakePictures(kind, material.value(), bench.options()));
    left_out.push_back(MeasureLeftOut(bench, kind, digits, others));
    by_the_program.push_back(
        ShareFigure(ProgramKeyOf(kind), ProgramNameOf(kind),
                    std::count_if(others.begin(), others.end(), RefusedByTheProgram),
                    static_cast<std::int64_t>(others.size()), std::nullopt));
  }
  left_out.push_back(Mean(left_out));
  left_out.insert(left_out.end(), by_the_program.begin(), by_the_program.end());
  left_out.push_back(
      ShareFigure(kKeptKey, kKeptName,
                  std::count_if(digits.begin(), digits.end(),
                                [](const Answer& answer) { return !RefusedByTheProgram(answer); }),
                  static_cast<std::int64_t>(digits.size()), std::nullopt));
  return left_out;
}

}  // namespace inkdigit::training
