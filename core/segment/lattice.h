// All ways to read a line: which pieces it is made of, and what each is.
#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "core/segment/arc_weights.h"
#include "inkdigit/model.h"

namespace inkdigit {

// A piece between two cuts. Requires 0 <= from < to < the lattice's number of cuts.
struct Arc {
  int from = 0;
  int to = 0;
  bool is_speck = false;  // too little ink to be anything
  ArcShape shape{};
  Scores scores;  // what the network thinks of the piece
};

// The ten digits and "not a digit".
using LogWeights = std::array<double, kClasses>;

// How likely a piece is each of them, as a logarithm with an arbitrary zero.
[[nodiscard]] LogWeights WeighArc(const Arc& arc, const ArcWeights& weights = kArcWeights);

// A reading of the whole line, from its first cut to its last.
struct Path {
  struct Step {
    std::size_t arc = 0;
    int label = 0;  // 0..9, or kNotADigit
  };
  std::vector<Step> steps;  // from left to right
  // Of all readings of the line, weighted by how likely they are, the share that gives the same
  // text: 0 to 1.
  double confidence = 0.0;
};

// The likeliest path (Viterbi) and the weight of its text among all (forward sums). Arcs in any
// order, one LogWeights for each; no steps where no arcs lead from the first cut to the last.
[[nodiscard]] Path BestPath(int cuts, const std::vector<Arc>& arcs,
                            const std::vector<LogWeights>& weights);

// Log of the share of all readings that gives these digits; minus infinity where none does.
[[nodiscard]] double LogShareOfText(int cuts, const std::vector<Arc>& arcs,
                                    const std::vector<LogWeights>& weights,
                                    const std::vector<int>& text);

}  // namespace inkdigit
