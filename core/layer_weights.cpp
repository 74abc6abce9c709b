#include "core/layer_weights.h"

#include <cstring>
#include <string>
#include <utility>

namespace inkdigit {
namespace {

std::vector<float> Floats(const Safetensors& file, const std::string& name) {
  const auto found = file.tensors.find(name);
  if (found == file.tensors.end()) return {};
  std::vector<float> values(found->second.bytes.size() / sizeof(float));
  std::memcpy(values.data(), found->second.bytes.data(), values.size() * sizeof(float));
  return values;
}

}  // namespace

std::vector<LayerWeights> TakeLayerWeights(const std::vector<Layer>& layers,
                                           const Safetensors& file) {
  std::vector<LayerWeights> all;
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const std::string prefix = "layers." + std::to_string(i);
    all.push_back({layers[i], Floats(file, prefix + ".weight"), Floats(file, prefix + ".bias")});
  }
  return all;
}

}  // namespace inkdigit
