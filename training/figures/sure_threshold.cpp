#include "training/figures/sure_threshold.h"

#include <array>
#include <cmath>
#include <cstdio>
#include <optional>
#include <vector>

#include "training/figures/thresholds.h"

namespace inkdigit::training {
namespace {

// Of each pen drawing: then there are about as many canvases as validation digits of MNIST, and the
// two count alike. Neither alone would do: one drawing in a thousand has a wrong label, and the
// threshold would only separate that one from the others.
constexpr std::size_t kCanvases = 5;
// Keeps these random numbers apart from others of the same seed.
constexpr std::uint64_t kPurpose = 0x50be;

std::vector<JudgedAnswer> Judge(const Recognizer& recognizer, const Pictures& pictures,
                                int threads) {
  std::vector<JudgedAnswer> answers;
  for (const cli::Outcome& outcome : Outcomes(pictures, ReadAll(recognizer, pictures, threads))) {
    if (!outcome.text.empty()) answers.push_back({outcome.confidence, outcome.right()});
  }
  return answers;
}

// The i-th canvas shows drawing i / kCanvases.
Result<Pictures> ManyCanvases(Sources& sources) {
  if (!sources.drawings().ok()) return sources.drawings().error();
  const std::vector<PenDrawing>& drawings = sources.drawings().value();
  Pictures pictures;
  pictures.name = "pendigits, 5 canvases each";
  for (const PenDrawing& drawing : drawings) {
    pictures.labels.insert(pictures.labels.end(), kCanvases, std::to_string(drawing.label));
  }
  pictures.at = [&drawings, seed = sources.options().seed](std::size_t i) -> Result<GrayImage> {
    Random random = Random::For({seed, kPurpose, i});
    return RenderStrokes(drawings[i / kCanvases].strokes, RandomCanvas(random));
  };
  return pictures;
}

std::string Line(const std::string& set, const std::vector<JudgedAnswer>& answers,
                 double threshold) {
  const Accepted result = Accept(answers, threshold);
  std::array<char, 200> line{};
  if (result.accepted == 0) {
    std::snprintf(line.data(), line.size(), "%-30s %.4f   none accepted\n", set.c_str(), threshold);
    return line.data();
  }
  const auto accepted = static_cast<double>(result.accepted);
  const cli::Interval interval = cli::WilsonInterval(result.right, result.accepted);
  std::snprintf(line.data(), line.size(),
                "%-30s %.4f   accepted %6lld of %6zu (%6.2f %%), wrong %3lld, right %7.3f %% "
                "(%.3f to %.3f)\n",
                set.c_str(), threshold, static_cast<long long>(result.accepted), answers.size(),
                100.0 * accepted / static_cast<double>(answers.size()),
                static_cast<long long>(result.accepted - result.right),
                100.0 * static_cast<double>(result.right) / accepted, 100.0 * interval.low,
                100.0 * interval.high);
  return line.data();
}

}  // namespace

Result<std::string> AdviseSureConfidence(const Recognizer& recognizer, Sources& sources,
                                         int threads, double right_share) {
  const Result<Pictures> canvases = ManyCanvases(sources);
  if (!canvases.ok()) return canvases.error();
  const Result<Pictures> mnist = sources.MnistPictures();
  if (!mnist.ok()) return mnist.error();
  const std::vector<JudgedAnswer> pens = Judge(recognizer, canvases.value(), threads);
  const std::vector<JudgedAnswer> scans = Judge(recognizer, mnist.value(), threads);
  std::vector<JudgedAnswer> answers = pens;
  answers.insert(answers.end(), scans.begin(), scans.end());
  const std::optional<double> exact = SureThreshold(answers, right_share);

  std::string text;
  for (const double threshold : {0.0, 0.9, 0.95, 0.98, 0.99, 0.995, 0.998, 0.999, 0.9995}) {
    text += Line("both", answers, threshold);
  }
  if (!exact) return text + "\nat no confidence are so many right\n";

  constexpr double kSteps = 1e4;  // four decimals, rounded up
  const double advised = std::ceil(*exact * kSteps - 1e-9) / kSteps;
  text += '\n';
  text += Line("both", answers, advised);
  text += Line(canvases.value().name, pens, advised);
  text += Line(mnist.value().name, scans, advised);
  for (const Result<Pictures>& others : {sources.OptdigitsPictures(), sources.PrintPictures()}) {
    text += others.ok()
                ? Line(others.value().name, Judge(recognizer, others.value(), threads), advised)
                : others.error().message + '\n';
  }
  std::array<char, 100> line{};
  std::snprintf(line.data(), line.size(), "\nkSureConfidence = %.4f; it is %.4f now\n", advised,
                kSureConfidence);
  return text + line.data();
}

}  // namespace inkdigit::training
