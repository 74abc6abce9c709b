#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <string>

#include "training/figures/report.h"

namespace inkdigit::training {
namespace {

constexpr double kSide = 300.0;
constexpr double kLeft = 60.0;
constexpr double kTop = 20.0;

double X(double confidence) { return kLeft + kSide * confidence; }
double Y(double share) { return kTop + kSide * (1.0 - share); }

template <typename... Numbers>
std::string Format(const char* format, Numbers... numbers) {
  std::array<char, 320> text{};
  std::snprintf(text.data(), text.size(), format, numbers...);
  return text.data();
}

// The axes, a grid of fifths, and the line on which confidence is honest.
std::string Frame() {
  std::string svg;
  for (int i = 0; i <= 5; ++i) {
    const double share = i / 5.0;
    svg += Format(
        "<path d='M%.0f %.0fV%.0fM%.0f %.0fH%.0f' stroke='#ddd'/>"
        "<text x='%.0f' y='%.0f' text-anchor='middle'>%d %%</text>"
        "<text x='%.0f' y='%.0f' text-anchor='end'>%d %%</text>\n",
        X(share), Y(0), Y(1), X(0), Y(share), X(1), X(share), Y(0) + 16, 20 * i, X(0) - 6,
        Y(share) + 4, 20 * i);
  }
  svg += Format("<path d='M%.0f %.0fL%.0f %.0f' stroke='#777' stroke-dasharray='4'/>\n", X(0), Y(0),
                X(1), Y(1));
  svg += Format(
      "<text x='%.0f' y='%.0f' text-anchor='middle'>mean confidence of the answers</text>\n"
      "<text transform='translate(14 %.0f) rotate(-90)' text-anchor='middle'>share right</text>\n",
      X(0.5), Y(0) + 36, Y(0.5));
  return svg;
}

// A dot a bin, the larger the more answers it holds, with the share's 95 % interval.
std::string Curve(const cli::Evaluation& evaluation, const char* colour) {
  std::string svg;
  for (const cli::CalibrationBin& bin : evaluation.calibration) {
    if (bin.count == 0) continue;
    const auto right = std::llround(bin.accuracy * static_cast<double>(bin.count));
    const cli::Interval interval = cli::WilsonInterval(right, bin.count);
    const double radius = 2.0 + 0.7 * std::log10(static_cast<double>(bin.count));
    svg += Format(
        "<path d='M%.1f %.1fV%.1f' stroke='%s' stroke-width='1'/>"
        "<circle cx='%.1f' cy='%.1f' r='%.1f' fill='%s'><title>%lld answers</title></circle>\n",
        X(bin.mean_confidence), Y(interval.low), Y(interval.high), colour, X(bin.mean_confidence),
        Y(bin.accuracy), radius, colour, static_cast<long long>(bin.count));
  }
  return svg;
}

}  // namespace

std::string CalibrationSvg(const Report& report) {
  constexpr std::array kColours = {"#1d5fa8", "#c2571a"};
  std::string svg =
      "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 400 410' font-family='sans-serif' "
      "font-size='12' fill='none'>\n<rect width='400' height='410' fill='#fff'/>\n<g "
      "fill='#222'>\n" +
      Frame() + "</g>\n";
  double line = Y(0) + 56;
  std::size_t next = 0;
  for (const ReadSet* set : report.sets) {
    if (!IsInCard(*set)) continue;
    const char* colour = kColours.at(next++);
    svg += Curve(set->evaluation, colour);
    svg += Format("<circle cx='%.0f' cy='%.0f' r='4' fill='%s'/>", X(0), line - 4, colour);
    svg += Format("<text x='%.0f' y='%.0f' fill='#222'>", X(0) + 10, line) + set->pictures.name +
           "</text>\n";
    line += 18;
  }
  return svg + "</svg>\n";
}

}  // namespace inkdigit::training
