// Why the network gives a digit: what each place of the tile says for and against every class, and
// the numbers of every layer on the way. For people who look, not for speed: a tile takes some
// milliseconds.
#pragma once

#include <string>
#include <vector>

#include "inkdigit/model.h"
#include "inkdigit/normalize.h"

namespace inkdigit {

// The output of one layer, as maps (height x width, each a feature) or plain numbers (1x1).
struct LayerMaps {
  std::string name;  // of the layer list: "conv3x3 16"
  int channels = 0;
  int height = 0;
  int width = 0;
  std::vector<float> values;  // [channel][row][col]
};

// Class activation: the last maps' share in each class's logit, place by place. Exact where the
// network ends in averages and maxima followed by one dense layer, as all of ours do: a place adds
// its part of the average, and the place that holds the maximum adds that, too.
struct Evidence {
  int height = 0;
  int width = 0;
  std::vector<float> values;  // [class][row][col]; with `bias` they sum to the class's logit
  std::vector<float> bias;    // [class]
};

struct Explanation {
  Evidence evidence;              // kClasses classes
  std::vector<LayerMaps> layers;  // in order; the last are the logits
};

// Computed by plain loops, whatever kernels the model runs on. Thread-safe.
[[nodiscard]] Explanation Explain(const Model& model, const Tile28& tile);

}  // namespace inkdigit
