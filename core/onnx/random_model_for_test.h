// Models of any layer list, with weights that keep the numbers of a deep network near 1.
#pragma once

#include <cmath>
#include <random>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "core/layer_list.h"
#include "core/model_file_for_test.h"

namespace inkdigit {

// `layers`: a list that ParseLayerList takes. The same bytes for the same arguments.
inline TestModel RandomModel(const std::string& layers, unsigned seed) {
  const auto parsed = ParseLayerList(layers);
  if (!parsed.ok()) throw std::invalid_argument(parsed.error().message);
  TestModel model;
  model.metadata["layers"] = layers;
  model.tensors.clear();
  std::mt19937 random(seed);
  const auto add = [&](std::string name, std::vector<std::int64_t> shape, double bound) {
    std::size_t count = 1;
    for (const std::int64_t size : shape) count *= static_cast<std::size_t>(size);
    TestTensor tensor{std::move(name), std::move(shape), std::vector<float>(count)};
    std::uniform_real_distribution<double> uniform(-bound, bound);
    for (float& value : tensor.values) value = static_cast<float>(uniform(random));
    model.tensors.push_back(std::move(tensor));
  };
  std::int64_t inputs = 1;
  for (std::size_t i = 0; i < parsed.value().size(); ++i) {
    const Layer& layer = parsed.value()[i];
    if (layer.kind == Layer::Kind::kAverageMaxPool) inputs *= 2;
    if (layer.outputs == 0) continue;
    std::vector<std::int64_t> shape{layer.outputs, inputs};
    std::int64_t terms = inputs;
    if (layer.kind == Layer::Kind::kConv3x3) {
      shape.insert(shape.end(), {3, 3});
      terms *= 9;
    }
    // He et al., https://arxiv.org/abs/1502.01852: keeps the variance through ReLU.
    std::string prefix = "layers.";
    prefix += std::to_string(i);
    add(prefix + ".weight", shape, std::sqrt(6.0 / static_cast<double>(terms)));
    add(prefix + ".bias", {layer.outputs}, 0.3);
    inputs = layer.outputs;
  }
  return model;
}

}  // namespace inkdigit
