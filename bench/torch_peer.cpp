#include <torch/torch.h>
#include <torch/version.h>

#include <memory>
#include <string>

#include "bench/peer.h"
#include "core/layer_weights.h"

namespace inkdigit::bench {
namespace {

struct TorchLayer {
  Layer layer;
  torch::Tensor weight;
  torch::Tensor bias;
};

torch::Tensor Copy(const std::vector<float>& values, std::vector<std::int64_t> shape) {
  return torch::tensor(values).reshape(shape);
}

std::vector<TorchLayer> TakeLayers(const Model& model) {
  std::vector<TorchLayer> layers;
  for (const LayerWeights& from : model.layer_weights()) {
    TorchLayer layer{from.layer, {}, {}};
    const auto outputs = static_cast<std::int64_t>(from.layer.outputs);
    if (from.layer.kind == Layer::Kind::kConv3x3)
      layer.weight = Copy(from.weights, {outputs, -1, 3, 3});
    if (from.layer.kind == Layer::Kind::kDense) layer.weight = Copy(from.weights, {outputs, -1});
    if (layer.weight.defined()) layer.bias = Copy(from.bias, {outputs});
    if (from.layer.kind == Layer::Kind::kConv3x3) {
      layer.weight =
          at::mkldnn_reorder_conv2d_weight(layer.weight.to_mkldnn(), {1, 1}, {1, 1}, {1, 1}, 1);
      layer.bias = layer.bias.to_mkldnn();
    }
    layers.push_back(std::move(layer));
  }
  return layers;
}

// Maps and filters in oneDNN's own layout, libtorch's fastest way. With plain tensors a call of one
// tile on one thread does not reach oneDNN at all: it multiplies matrices with whatever BLAS is
// installed, and Debian's reference BLAS takes 20 times as long. That would measure the BLAS.
torch::Tensor Forward(const std::vector<TorchLayer>& layers, torch::Tensor maps) {
  maps = maps.to_mkldnn();
  for (const TorchLayer& layer : layers) {
    switch (layer.layer.kind) {
      case Layer::Kind::kConv3x3:
        maps = torch::conv2d(maps, layer.weight, layer.bias, 1, 1).relu_();
        break;
      case Layer::Kind::kMaxPool2x2:
        maps = torch::max_pool2d(maps, 2);
        break;
      case Layer::Kind::kAverageMaxPool:
        maps = maps.to_dense();
        maps = torch::cat({maps.mean({2, 3}), maps.amax({2, 3})}, 1);
        break;
      case Layer::Kind::kDense:
        maps = torch::linear(maps, layer.weight, layer.bias);
        break;
    }
  }
  return maps;
}

// A view.
torch::Tensor Input(std::span<const float> pixels, int tiles) {
  return torch::from_blob(const_cast<float*>(pixels.data()), {tiles, 1, 28, 28});
}

}  // namespace

Peer Torch(const Model& model) {
  at::set_num_threads(1);
  const auto layers = std::make_shared<const std::vector<TorchLayer>>(TakeLayers(model));
  Peer peer;
  peer.name = "libtorch " TORCH_VERSION;
  peer.logits = [layers](std::span<const float> pixels, int tiles) {
    const torch::InferenceMode no_gradients;
    const torch::Tensor logits = Forward(*layers, Input(pixels, tiles)).contiguous();
    const auto* first = logits.data_ptr<float>();
    return std::vector<float>(first, first + logits.numel());
  };
  peer.identity = [](std::span<const float> pixels, int tiles) {
    const torch::InferenceMode no_gradients;
    static_cast<void>(Input(pixels, tiles).alias());
  };
  return peer;
}

}  // namespace inkdigit::bench
