#include "cli/report.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "inkdigit/recognizer.h"

namespace inkdigit::cli {
namespace {

std::string EscapeHtml(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

std::string Percent(double share, int decimals = 2) {
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%.*f %%", decimals, 100 * share);
  return buffer;
}

// Runs of equal ink in a row become one rectangle, so a tile is about 2 KB and stays sharp at any
// zoom.
std::string TileSvg(const Tile28& tile) {
  std::string svg = "<svg viewBox='0 0 28 28' role='img' aria-label='28x28 tile'>";
  for (int y = 0; y < kTileSide; ++y) {
    for (int x = 0; x < kTileSide;) {
      const int ink = tile.at(x, y);
      int end = x + 1;
      while (end < kTileSide && tile.at(end, y) == ink) ++end;
      if (ink > 0) {
        char rect[128];
        std::snprintf(rect, sizeof rect,
                      "<rect x='%d' y='%d' width='%d' height='1' fill-opacity='%.2f'/>", x, y,
                      end - x, ink / 255.0);
        svg += rect;
      }
      x = end;
    }
  }
  return svg + "</svg>";
}

std::string ConfusionTable(const Evaluation& evaluation) {
  std::string html = "<table><tr><th scope='col'>is \\ read</th>";
  const auto name = [](std::size_t i) {
    return i == kNothing ? std::string("none") : std::to_string(i);
  };
  for (std::size_t text = 0; text <= kNothing; ++text)
    html += "<th scope='col'>" + name(text) + "</th>";
  html += "</tr>";
  for (std::size_t label = 0; label <= kNothing; ++label) {
    html += "<tr><th scope='row'>" + name(label) + "</th>";
    for (std::size_t text = 0; text <= kNothing; ++text) {
      const std::int64_t n = evaluation.confusion[label][text];
      html += std::string("<td") +
              (n > 0 ? (label == text ? " class='hit'" : " class='miss'") : "") + ">" +
              (n > 0 ? std::to_string(n) : "") + "</td>";
    }
    html += "</tr>";
  }
  return html + "</table>";
}

// Mean confidence against accuracy, a dot a bin, its area growing with the bin's share of the
// pictures.
std::string CalibrationPlot(const Evaluation& evaluation) {
  std::string svg =
      "<svg class='plot' viewBox='-12 -4 120 118' role='img' aria-label='calibration curve'>"
      "<path d='M0 100H100M0 100V0' class='axis'/><path d='M0 100L100 0' class='ideal'/>"
      "<text x='50' y='112'>confidence</text>"
      "<text x='-50' y='-5' transform='rotate(-90)'>share right</text>";
  for (const CalibrationBin& bin : evaluation.calibration) {
    if (bin.count == 0) continue;
    const double share = static_cast<double>(bin.count) /
                         static_cast<double>(std::max<std::int64_t>(1, evaluation.count));
    char dot[160];
    std::snprintf(dot, sizeof dot,
                  "<circle cx='%.2f' cy='%.2f' r='%.2f'><title>%lld pictures</title></circle>",
                  100 * bin.mean_confidence, 100 - 100 * bin.accuracy, 1 + 4 * share,
                  static_cast<long long>(bin.count));
    svg += dot;
  }
  return svg + "</svg>";
}

// The plot's numbers.
std::string CalibrationTable(const Evaluation& evaluation) {
  std::string html =
      "<table><tr><th scope='col'>mean confidence</th><th scope='col'>share right</th>"
      "<th scope='col'>95 % interval</th><th scope='col'>pictures</th></tr>";
  for (const CalibrationBin& bin : evaluation.calibration) {
    if (bin.count == 0) continue;
    const Interval interval =
        WilsonInterval(std::llround(bin.accuracy * static_cast<double>(bin.count)), bin.count);
    html += "<tr><td>" + Percent(bin.mean_confidence, 1) + "</td><td>" + Percent(bin.accuracy, 1) +
            "</td><td>" + Percent(interval.low, 1) + " to " + Percent(interval.high, 1) +
            "</td><td>" + std::to_string(bin.count) + "</td></tr>";
  }
  return html + "</table>";
}

// What a program that asks nobody below kSureConfidence would take, and how much of it is right.
std::string SureAnswers(const std::vector<Outcome>& outcomes) {
  std::int64_t accepted = 0;
  std::int64_t right = 0;
  for (const Outcome& outcome : outcomes) {
    if (outcome.unreadable || outcome.text.empty() || outcome.confidence < kSureConfidence)
      continue;
    ++accepted;
    if (outcome.right()) ++right;
  }
  std::string html = "<p>" + std::to_string(accepted) + " answers have a confidence of " +
                     Percent(kSureConfidence) + " or more";
  if (accepted > 0)
    html += ": " + Percent(static_cast<double>(right) / static_cast<double>(accepted)) +
            " of them are right, " + std::to_string(accepted - right) + " wrong";
  return html + ".</p>";
}

std::string Mistakes(const std::vector<Outcome>& outcomes) {
  std::vector<const Outcome*> wrong;
  for (const Outcome& outcome : outcomes)
    if (!outcome.right()) wrong.push_back(&outcome);
  std::stable_sort(wrong.begin(), wrong.end(), [](const Outcome* a, const Outcome* b) {
    return a->confidence > b->confidence;
  });
  std::string html = "<h2>Mistakes, the most confident first</h2>";
  if (wrong.empty()) return html + "<p>None.</p>";
  if (wrong.size() > kMaxMistakes) {
    html += "<p>The first " + std::to_string(kMaxMistakes) + " of " + std::to_string(wrong.size()) +
            ".</p>";
    wrong.resize(kMaxMistakes);
  }
  html += "<ul class='mistakes'>";
  for (const Outcome* outcome : wrong) {
    const auto shown = [](const std::string& text) {
      return text.empty() ? std::string("nothing") : EscapeHtml(text);
    };
    html += "<li>" + TileSvg(outcome->tile) + "<b>" + shown(outcome->label) + "</b> read as <b>" +
            (outcome->unreadable ? "unreadable" : shown(outcome->text)) + "</b>, " +
            Percent(outcome->confidence, 1) + "<br><small>" + EscapeHtml(outcome->name) +
            "</small></li>";
  }
  return html + "</ul>";
}

constexpr std::string_view kStyle =
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;"
    "color:#22262b;background:#fdfcf9}"
    "table{border-collapse:collapse;font-variant-numeric:tabular-nums}"
    "th,td{padding:.2rem .6rem;text-align:right;border-bottom:1px solid #ddd}"
    ".hit{background:#e3efe4}.miss{background:#f6dcd7;font-weight:600}"
    ".plot{width:22rem;max-width:100%}.axis{stroke:#555;fill:none;stroke-width:.5}"
    ".ideal{stroke:#999;stroke-dasharray:2;fill:none;stroke-width:.5}"
    ".plot text{font-size:5px;text-anchor:middle}circle{fill:#1d5fa8}"
    ".mistakes{list-style:none;padding:0;display:grid;gap:1rem;"
    "grid-template-columns:repeat(auto-fill,minmax(9rem,1fr))}"
    ".mistakes svg{display:block;width:100%;background:#fff;border:1px solid #ddd}"
    "small{color:#5a6067;overflow-wrap:anywhere}";

}  // namespace

std::string ReportPage(std::string_view title, const ModelInfo& model, const Evaluation& evaluation,
                       const std::vector<Outcome>& outcomes) {
  std::string html =
      "<!doctype html><html lang='en'><head><meta charset='utf-8'>"
      "<meta name='viewport' content='width=device-width,initial-scale=1'><title>";
  html += EscapeHtml(title) + " - Inkdigit evaluation</title><style>";
  html += kStyle;
  html += "</style></head><body><h1>" + EscapeHtml(title) + "</h1><p><b>" +
          Percent(evaluation.accuracy) + "</b> right: " + std::to_string(evaluation.errors) +
          " errors in " + std::to_string(evaluation.count) + " pictures (95 % interval " +
          Percent(evaluation.accuracy_interval.low) + " to " +
          Percent(evaluation.accuracy_interval.high) +
          "). Digit by digit: " + Percent(evaluation.digits_right) + " right, " +
          std::to_string(evaluation.digit_edits) + " edits in " +
          std::to_string(evaluation.digits) + " digits.";
  if (evaluation.unreadable > 0)
    html += " " + std::to_string(evaluation.unreadable) +
            " of the errors are files that could not be read.";
  html += "</p><p>Model " + EscapeHtml(model.name) + ", SHA-256 <code>" + model.sha256 +
          "</code></p><h2>Confusion</h2>" + ConfusionTable(evaluation) +
          "<h2>Calibration</h2><p>Expected calibration error " +
          Percent(evaluation.expected_calibration_error) + " (15 bins).</p>" +
          CalibrationPlot(evaluation) + CalibrationTable(evaluation) + SureAnswers(outcomes) +
          Mistakes(outcomes) + "</body></html>\n";
  return html;
}

}  // namespace inkdigit::cli
