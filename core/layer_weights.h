// A model's weights as the file has them, layer by layer: for what needs no speed.
#pragma once

#include <vector>

#include "core/layer_list.h"
#include "core/safetensors.h"

namespace inkdigit {

struct LayerWeights {
  Layer layer;
  std::vector<float> weights;  // conv3x3: [out][in][3][3]; dense: [out][in]; pools: none
  std::vector<float> bias;     // [out]
};

// `file` holds what `layers` ask for: Network::Build() has checked it.
[[nodiscard]] std::vector<LayerWeights> TakeLayerWeights(const std::vector<Layer>& layers,
                                                         const Safetensors& file);

}  // namespace inkdigit
