#include <string>
#include <utility>

#include "training/figures/parts.h"
#include "training/figures/thresholds.h"
#include "training/figures/variants.h"

namespace inkdigit::training {
namespace {

constexpr Bound kLittleLost = AtMost(0.003);
constexpr std::size_t kQuickPictures = 1'000;
// Keeps these random numbers apart from others of the same seed.
constexpr std::uint64_t kPurpose = 0x1a7a;

// A set whose pictures can be made anew with something changed.
struct VariableSet {
  std::string key;
  std::string name;
  Result<Pictures> plain;
  // The i-th picture, changed.
  std::function<Result<GrayImage>(std::size_t i, Variant variant, Random& random)> vary;
};

VariableSet FromBitmaps(std::string key, std::string name, const Result<Pictures>& plain,
                        const Result<std::vector<LabelledImage>>& digits) {
  return {std::move(key), std::move(name), plain,
          [&digits](std::size_t i, Variant variant, Random& random) {
            return VaryBitmap(digits.value()[i].image.view(), variant, random);
          }};
}

std::vector<VariableSet> Sets(Bench& bench) {
  Sources& sources = bench.sources();
  std::vector<VariableSet> sets;
  sets.push_back(FromBitmaps("mnist", "MNIST", sources.MnistPictures(), sources.mnist()));
  sets.push_back({"pendigits", "pendigits", sources.PendigitsPictures(),
                  [&sources](std::size_t i, Variant variant, Random& random) {
                    return VaryDrawing(sources.drawings().value()[i].strokes,
                                       CanvasOf(sources.options().seed, i), variant, random);
                  }});
  sets.push_back(
      FromBitmaps("optdigits", "optdigits", sources.OptdigitsPictures(), sources.optdigits()));
  sets.push_back(
      FromBitmaps("fonts", "fonts", sources.LargePrintPictures(), sources.large_prints()));
  return sets;
}

Figure Compare(const std::string& key, const std::string& what, const std::vector<bool>& plain,
               const std::vector<bool>& varied) {
  std::int64_t lost = 0;
  std::int64_t won = 0;
  std::int64_t right = 0;
  for (std::size_t i = 0; i < plain.size(); ++i) {
    if (plain[i] && !varied[i]) ++lost;
    if (!plain[i] && varied[i]) ++won;
    if (varied[i]) ++right;
  }
  const auto count = static_cast<std::int64_t>(plain.size());
  const PairedDifference difference = DifferenceOfPairs(lost, won, count);
  std::string note = std::to_string(right + lost - won);
  note += " of ";
  note += std::to_string(count) + " right plain, ";
  note += std::to_string(right) + " so";
  Figure figure = ValueFigure(key, what, difference.difference, kLittleLost, std::move(note));
  figure.interval = difference.interval;
  return figure;
}

void MeasureSet(Bench& bench, std::uint64_t number, const VariableSet& set,
                std::vector<Figure>& figures) {
  const auto key = [&set](Variant variant) {
    return "invariance." + set.key + '.' + std::string(VariantName(variant));
  };
  const auto what = [&set](Variant variant) {
    return set.name + ", " + std::string(VariantName(variant)) + ": less right than plain";
  };
  if (!set.plain.ok()) {
    for (const Variant variant : kVariants) {
      figures.push_back(
          NotMeasured(key(variant), what(variant), kLittleLost, set.plain.error().message));
    }
    return;
  }
  const Pictures& all = set.plain.value();
  const std::vector<std::size_t> chosen =
      EvenlyFrom(all.size(), bench.options().quick ? kQuickPictures : all.size());
  const auto right = [&](const Pictures& pictures) {
    const Pictures subset = Subset(pictures, chosen);
    return RightAnswers(subset, ReadAll(bench.recognizer(), subset, bench.options().threads));
  };
  const std::vector<bool> plain = right(all);
  for (const Variant variant : kVariants) {
    Pictures varied = all;
    varied.at = [&, variant](std::size_t i) {
      Random random = Random::For(
          {bench.options().seed, kPurpose, number, static_cast<std::uint64_t>(variant), i});
      return set.vary(i, variant, random);
    };
    figures.push_back(Compare(key(variant), what(variant), plain, right(varied)));
  }
}

}  // namespace

std::vector<Figure> MeasureInvariance(Bench& bench) {
  std::vector<Figure> figures;
  std::uint64_t number = 0;
  for (const VariableSet& set : Sets(bench)) MeasureSet(bench, number++, set, figures);
  return figures;
}

}  // namespace inkdigit::training
