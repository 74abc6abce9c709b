// One line of the release table: a figure, how sure it is, and what it must reach.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/evaluation.h"

namespace inkdigit::training {

// All figures are shares, 0 to 1 (differences of shares: -1 to 1).
struct Bound {
  double value = 0.0;
  bool at_least = true;  // else at most
};

[[nodiscard]] constexpr Bound AtLeast(double share) { return {share, true}; }
[[nodiscard]] constexpr Bound AtMost(double share) { return {share, false}; }

enum class Verdict : std::uint8_t { kNoBound, kReached, kMissed, kNotMeasured };

struct Figure {
  std::string key;   // "pendigits.right": stays the same from release to release
  std::string what;  // in words
  std::int64_t hits = 0;
  std::int64_t count = 0;                 // 0 where the figure is no share of a number of pictures
  std::optional<double> value;            // empty: not measured, `note` says why
  std::optional<cli::Interval> interval;  // 95 %
  std::optional<Bound> bound;
  std::string note;

  [[nodiscard]] Verdict verdict() const noexcept;
};

// hits of count, with Wilson's interval; not measured where count is 0.
[[nodiscard]] Figure ShareFigure(std::string key, std::string what, std::int64_t hits,
                                 std::int64_t count, std::optional<Bound> bound,
                                 std::string note = {});

[[nodiscard]] Figure ValueFigure(std::string key, std::string what, double value,
                                 std::optional<Bound> bound, std::string note = {});

[[nodiscard]] Figure NotMeasured(std::string key, std::string what, std::optional<Bound> bound,
                                 std::string why);

// "reached", "missed", "not measured", or empty without a bound.
[[nodiscard]] std::string VerdictText(const Figure& figure);

// "at least 99.75 %"; empty without a bound.
[[nodiscard]] std::string BoundText(const Figure& figure);

// "99.60 %", or "not measured".
[[nodiscard]] std::string ValueText(const Figure& figure);

// "9960 of 10000"; empty where nothing was counted.
[[nodiscard]] std::string CountText(const Figure& figure);

// "99.46 to 99.71"; empty without an interval.
[[nodiscard]] std::string IntervalText(const Figure& figure);

// All of one length, for a terminal: a line a figure under a line of names.
[[nodiscard]] std::string TextTable(const std::vector<Figure>& figures);

}  // namespace inkdigit::training
