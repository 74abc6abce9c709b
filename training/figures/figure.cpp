#include "training/figures/figure.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdio>
#include <utility>

namespace inkdigit::training {
namespace {

std::string Percent(double share, const char* unit = " %") {
  std::array<char, 48> text{};
  std::snprintf(text.data(), text.size(), "%.2f%s", 100.0 * share, unit);
  return text.data();
}

}  // namespace

Verdict Figure::verdict() const noexcept {
  if (!bound) return Verdict::kNoBound;
  if (!value) return Verdict::kNotMeasured;
  const bool reached = bound->at_least ? *value >= bound->value : *value <= bound->value;
  return reached ? Verdict::kReached : Verdict::kMissed;
}

Figure ShareFigure(std::string key, std::string what, std::int64_t hits, std::int64_t count,
                   std::optional<Bound> bound, std::string note) {
  if (count == 0) return NotMeasured(std::move(key), std::move(what), bound, "there are none");
  Figure figure =
      ValueFigure(std::move(key), std::move(what),
                  static_cast<double>(hits) / static_cast<double>(count), bound, std::move(note));
  figure.hits = hits;
  figure.count = count;
  figure.interval = cli::WilsonInterval(hits, count);
  return figure;
}

Figure ValueFigure(std::string key, std::string what, double value, std::optional<Bound> bound,
                   std::string note) {
  Figure figure;
  figure.key = std::move(key);
  figure.what = std::move(what);
  figure.value = value;
  figure.bound = bound;
  figure.note = std::move(note);
  return figure;
}

Figure NotMeasured(std::string key, std::string what, std::optional<Bound> bound, std::string why) {
  Figure figure;
  figure.key = std::move(key);
  figure.what = std::move(what);
  figure.bound = bound;
  figure.note = std::move(why);
  return figure;
}

std::string VerdictText(const Figure& figure) {
  switch (figure.verdict()) {
    case Verdict::kNoBound:
      return "";
    case Verdict::kReached:
      return "reached";
    case Verdict::kMissed:
      return "missed";
    case Verdict::kNotMeasured:
      return "not measured";
  }
  return "";
}

std::string BoundText(const Figure& figure) {
  if (!figure.bound) return "";
  return (figure.bound->at_least ? "at least " : "at most ") + Percent(figure.bound->value);
}

std::string ValueText(const Figure& figure) {
  return figure.value ? Percent(*figure.value) : "not measured";
}

std::string CountText(const Figure& figure) {
  if (figure.count == 0) return "";
  std::string text = std::to_string(figure.hits);
  text += " of ";
  text += std::to_string(figure.count);
  return text;
}

std::string IntervalText(const Figure& figure) {
  if (!figure.interval) return "";
  return Percent(figure.interval->low, "") + " to " + Percent(figure.interval->high, "");
}

std::string TextTable(const std::vector<Figure>& figures) {
  constexpr std::size_t kColumns = 6;
  using Row = std::array<std::string, kColumns>;
  std::vector<Row> rows = {{"what", "count", "value", "95 % interval", "must be", ""}};
  for (const Figure& figure : figures) {
    std::string last = VerdictText(figure);
    if (!figure.note.empty()) last += (last.empty() ? "" : "; ") + figure.note;
    rows.push_back({figure.what, CountText(figure), ValueText(figure), IntervalText(figure),
                    BoundText(figure), last});
  }
  std::array<std::size_t, kColumns> widths{};
  for (const Row& row : rows) {
    for (std::size_t i = 0; i < kColumns; ++i) widths[i] = std::max(widths[i], row[i].size());
  }
  std::string table;
  for (const Row& row : rows) {
    for (std::size_t i = 0; i < kColumns; ++i) {
      const std::string padding(widths[i] - row[i].size(), ' ');
      const bool is_number = i == 1 || i == 2;
      table += is_number ? padding + row[i] : row[i] + padding;
      table += "  ";
    }
    table.erase(table.find_last_not_of(' ') + 1);
    table += '\n';
  }
  return table;
}

}  // namespace inkdigit::training
