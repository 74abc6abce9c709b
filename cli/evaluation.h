// How good the answers were: counts, intervals, calibration. Pure arithmetic.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "inkdigit/normalize.h"

namespace inkdigit::cli {

// One picture's outcome.
struct Outcome {
  std::string name;
  std::string label;        // what is there; empty: nothing to read
  std::string text;         // what was read
  double confidence = 0;    // that the whole text is right
  bool unreadable = false;  // the picture could not be decoded; counts as an error
  Tile28 tile;              // what the network saw of the first glyph; empty where there was none

  // A label is one line, so a line's end in the text counts as a space.
  [[nodiscard]] bool right() const;
};

struct Interval {
  double low = 0;
  double high = 0;
};

// Wilson's score interval for `hits` of `count` at 95 % (E. B. Wilson, JASA 22, 1927). count > 0.
[[nodiscard]] Interval WilsonInterval(std::int64_t hits, std::int64_t count);

// How many digits must be inserted, deleted or replaced to make one text of the other (Levenshtein,
// 1965). Spaces and line ends don't count.
[[nodiscard]] std::int64_t DigitEdits(std::string_view label, std::string_view text);

inline constexpr int kNothing =
    10;  // the eleventh row and column: nothing written, or nothing read
inline constexpr int kCalibrationBins = 15;

struct CalibrationBin {
  std::int64_t count = 0;
  double mean_confidence = 0;  // 0 where count is 0
  double accuracy = 0;
};

struct Evaluation {
  std::int64_t count = 0;
  std::int64_t errors = 0;
  std::int64_t unreadable = 0;  // part of errors
  double accuracy = 0;
  Interval accuracy_interval;
  // Digit by digit: what the labels hold, and DigitEdits over all pictures; an unreadable picture
  // loses all of its label.
  std::int64_t digits = 0;
  std::int64_t digit_edits = 0;
  // 1 - digit_edits / digits, and not below 0; 0 where there are no digits.
  double digits_right = 0;
  // confusion[label][text], for pictures whose label and text both have at most one digit; 10:
  // nothing.
  std::array<std::array<std::int64_t, 11>, 11> confusion{};
  std::array<CalibrationBin, kCalibrationBins> calibration{};
  // Expected calibration error: mean over pictures of |confidence - accuracy| of their bin (Naeini
  // et al., AAAI 2015).
  double expected_calibration_error = 0;
};

[[nodiscard]] Evaluation Evaluate(const std::vector<Outcome>& outcomes);

}  // namespace inkdigit::cli
