// A list of allowed answers, as of student numbers: which of them was written?
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "inkdigit/recognizer.h"
#include "inkdigit/result.h"

namespace inkdigit {

struct AllowedMatch {
  std::string text;          // an entry of the list
  double probability = 0.0;  // that it is what was written
};

// Immutable once parsed: any number of threads may share one.
class AllowedTexts {
 public:
  // The most that a list may hold, and the most digits of an entry.
  static constexpr std::size_t kMostEntries = 1'000'000;
  static constexpr std::size_t kLongestEntry = 100;

  // `list`: an entry a line, digits only; spaces, tabs and carriage returns are left out, empty
  // lines and repetitions skipped. Errors: kInvalidArgument (names the first line that is no number
  // or too long, or says that there is no entry), kTooLarge.
  static Result<AllowedTexts> Parse(std::string_view list);

  [[nodiscard]] std::size_t size() const noexcept { return entries_.size(); }

  // The best `most` entries, likeliest first: those with as many digits as the reading, by all ten
  // probabilities of each place (Bayes' rule). Assumed are: one answer in a hundred is not on the
  // list; on it and off it, all are equally likely beforehand. So the probabilities sum to less
  // than 1, and the rest is that of none. The reading's cuts are taken as right. Empty where no
  // entry has that many digits, or where nothing was read.
  [[nodiscard]] std::vector<AllowedMatch> Match(const Reading& reading, std::size_t most = 5) const;

 private:
  std::vector<std::string> entries_;  // sorted by length, then by digits
};

}  // namespace inkdigit
