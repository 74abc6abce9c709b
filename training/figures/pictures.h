// Pictures with what they show, and what a model reads on them.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "cli/evaluation.h"
#include "inkdigit/recognizer.h"
#include "inkdigit/result.h"

namespace inkdigit::training {

struct Pictures {
  std::string key;                  // "mnist": stays the same
  std::string name;                 // in words
  std::vector<std::string> labels;  // one for each picture
  // What a person would send. Made when it is asked for, by any number of threads; always the same.
  std::function<Result<GrayImage>(std::size_t)> at;

  [[nodiscard]] std::size_t size() const noexcept { return labels.size(); }
};

struct Answer {
  std::string text;
  double confidence = 0.0;
  bool unreadable = false;
  bool has_ink = false;
  Scores scores;  // of the first glyph; all 0 without ink
  Tile28 tile;    // likewise
};

// Through the whole pipeline: Recognizer::Read.
[[nodiscard]] std::vector<Answer> ReadAll(const Recognizer& recognizer, const Pictures& pictures,
                                          int threads, Mode mode = Mode::kAuto);

// For cli::Evaluate; a picture is named by its number, "#17".
[[nodiscard]] std::vector<cli::Outcome> Outcomes(const Pictures& pictures,
                                                 const std::vector<Answer>& answers);

// Whether the i-th picture was read as what it shows.
[[nodiscard]] std::vector<bool> RightAnswers(const Pictures& pictures,
                                             const std::vector<Answer>& answers);

// The pictures with these numbers.
[[nodiscard]] Pictures Subset(const Pictures& pictures, std::vector<std::size_t> numbers);

// `wanted` numbers below `count`, evenly from all of them; all where there are no more.
[[nodiscard]] std::vector<std::size_t> EvenlyFrom(std::size_t count, std::size_t wanted);

}  // namespace inkdigit::training
