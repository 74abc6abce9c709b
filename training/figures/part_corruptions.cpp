#include <algorithm>
#include <string>
#include <utility>

#include "training/figures/corruptions.h"
#include "training/figures/parts.h"

namespace inkdigit::training {
namespace {

constexpr Bound kFewErrors = AtMost(0.05);
constexpr std::size_t kQuickDigits = 1'000;
// Keeps these random numbers apart from others of the same seed.
constexpr std::uint64_t kPurpose = 0xc0bb;

constexpr const char* kMeanKey = "corruptions.mean";
constexpr const char* kMeanName = "MNIST under 15 corruptions: mean share of errors";

Corruption Kind(std::size_t i) { return static_cast<Corruption>(i); }

std::string KeyOf(Corruption corruption) {
  std::string key = "corruptions." + std::string(CorruptionName(corruption));
  std::replace(key.begin(), key.end(), ' ', '-');
  return key;
}

std::string NameOf(Corruption corruption) {
  return "MNIST under " + std::string(CorruptionName(corruption)) + ": errors";
}

}  // namespace

std::vector<Figure> MeasureCorruptions(Bench& bench) {
  std::vector<Figure> figures;
  const Result<Pictures> plain = bench.sources().MnistPictures();
  if (!plain.ok()) {
    const std::string& why = plain.error().message;
    for (std::size_t i = 0; i < kCorruptions; ++i) {
      figures.push_back(NotMeasured(KeyOf(Kind(i)), NameOf(Kind(i)), std::nullopt, why));
    }
    figures.push_back(NotMeasured(kMeanKey, kMeanName, kFewErrors, why));
    return figures;
  }
  const std::vector<LabelledImage>& digits = bench.sources().mnist().value();
  const BenchOptions& options = bench.options();
  const std::vector<std::size_t> chosen =
      EvenlyFrom(digits.size(), options.quick ? kQuickDigits : digits.size());
  double sum = 0.0;
  for (std::size_t kind = 0; kind < kCorruptions; ++kind) {
    Pictures corrupted = plain.value();
    corrupted.at = [&, kind](std::size_t i) -> Result<GrayImage> {
      Random random = Random::For({options.seed, kPurpose, kind, i});
      return Corrupt(digits[i].image.view(), Kind(kind), random);
    };
    const Pictures subset = Subset(corrupted, chosen);
    const std::vector<bool> right =
        RightAnswers(subset, ReadAll(bench.recognizer(), subset, options.threads));
    figures.push_back(ShareFigure(KeyOf(Kind(kind)), NameOf(Kind(kind)),
                                  std::count(right.begin(), right.end(), false),
                                  static_cast<std::int64_t>(right.size()), std::nullopt));
    sum += *figures.back().value;
  }
  figures.push_back(
      ValueFigure(kMeanKey, kMeanName, sum / static_cast<double>(kCorruptions), kFewErrors));
  return figures;
}

}  // namespace inkdigit::training
