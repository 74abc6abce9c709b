// The network in words, as docs/model-format.md writes it: "conv3x3 16, maxpool2x2, ...,
// avgmaxpool, dense 11".
#pragma once

#include <string_view>
#include <vector>

#include "inkdigit/result.h"

namespace inkdigit {

struct Layer {
  enum class Kind { kConv3x3, kMaxPool2x2, kAverageMaxPool, kDense };
  Kind kind;
  int outputs =
      0;  // channels of kConv3x3, numbers of kDense; 0 for the pools, which keep their input's
};

// Convolutions and maximum pools, then one avgmaxpool, then one dense. Errors: kBadModel, naming
// the first layer that is unknown, out of place or of a size that is not supported.
[[nodiscard]] Result<std::vector<Layer>> ParseLayerList(std::string_view text);

}  // namespace inkdigit
