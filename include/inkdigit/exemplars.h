// What one person corrected, used at once: their odd 1 is read as a 1 the next time, and nobody
// else's digits change.
#pragma once

#include <cstddef>
#include <memory>
#include <span>

#include "inkdigit/model.h"
#include "inkdigit/normalize.h"
#include "inkdigit/recognizer.h"

namespace inkdigit {

// Labelled tiles in the network's own feature space (what its last layer weighs), each as a vector
// of length 1. A digit's probability is multiplied by exp(a s + 12 s^8), where s = exp(-d^2 / r), d
// is the distance to the nearest exemplar of that digit, r the model's reach (one and a half times
// what d^2 is between two drawings of one digit by one writer), and a rises from 8 to 12 over the
// first twenty exemplars; then all are made to sum to 1. So a tile like none of them keeps its
// probabilities, one somewhat like an exemplar gains where the network doubts, and the same tile
// again is read as it was corrected. (Nearest neighbours in a network's features beside its own
// answer: Orhan, "A simple cache model for image recognition", NeurIPS 2018. The numbers, and the
// product instead of a sum, were chosen on writers that the networks had not seen;
// models/README.md says what was tried.)
//
// Const functions may be called from any number of threads at a time; Learn() from one, alone.
class Exemplars {
 public:
  // The oldest is forgotten beyond so many: what a tile costs grows with their number.
  static constexpr std::size_t kMost = 1000;

  // Features mean something to the model that gave them only.
  explicit Exemplars(Model model);
  ~Exemplars();
  Exemplars(Exemplars&&) noexcept;
  Exemplars& operator=(Exemplars&&) noexcept;
  Exemplars(const Exemplars&) = delete;  // a thousand of them are 640 KB
  Exemplars& operator=(const Exemplars&) = delete;

  [[nodiscard]] std::size_t size() const noexcept;

  // Requires 0 <= digit <= 9.
  void Learn(const Tile28& tile, int digit, Workspace& workspace);

  // The same of a tile whose features are known: features.size() == model.info().features.
  void Learn(std::span<const float> features, int digit);

  // What the network thinks of a tile, and what it says with these exemplars in mind.
  [[nodiscard]] Scores Blend(const Scores& network, std::span<const float> features) const;

  // Every digit of the reading with these exemplars in mind: digits, text and confidence. Ink that
  // is alone and was refused becomes a digit where an exemplar speaks for one. Which ink is one
  // digit, lines and spaces stay as they are.
  void Apply(Reading& reading, Workspace& workspace) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace inkdigit
