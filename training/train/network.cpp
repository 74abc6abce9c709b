#include "training/train/network.h"

#include <torch/torch.h>

#include <utility>

namespace inkdigit::training {
namespace {

constexpr double kSmallestScale = 0.01;

}  // namespace

NetworkImpl::NetworkImpl(std::vector<Layer> layers) {
  int channels = 1;
  for (std::size_t i = 0; i < layers.size(); ++i) {
    Block block{layers[i]};
    const std::string number = std::to_string(i);
    switch (layers[i].kind) {
      case Layer::Kind::kConv3x3:
        block.convolution = register_module(
            "conv" + number,
            torch::nn::Conv2d(
                torch::nn::Conv2dOptions(channels, layers[i].outputs, 3).padding(1).bias(false)));
        torch::nn::init::kaiming_normal_(block.convolution->weight, 0.0, torch::kFanOut,
                                         torch::kReLU);
        block.convolution->weight.set_data(
            block.convolution->weight.contiguous(at::MemoryFormat::ChannelsLast));
        block.normalisation =
            register_module("norm" + number, torch::nn::BatchNorm2d(layers[i].outputs));
        block.pooled = i + 1 < layers.size() && layers[i + 1].kind == Layer::Kind::kMaxPool2x2;
        channels = layers[i].outputs;
        break;
      case Layer::Kind::kAverageMaxPool:
        channels *= 2;
        break;
      case Layer::Kind::kDense:
        block.dense =
            register_module("dense" + number, torch::nn::Linear(channels, layers[i].outputs));
        break;
      case Layer::Kind::kMaxPool2x2:
        break;
    }
    blocks_.push_back(std::move(block));
  }
}

torch::Tensor NetworkImpl::forward(const torch::Tensor& tiles) {
  // Convolutions on a CPU want the channels side by side; else each turns its maps around and back.
  torch::Tensor data = tiles.contiguous(at::MemoryFormat::ChannelsLast);
  for (std::size_t i = 0; i < blocks_.size(); ++i) {
    Block& block = blocks_[i];
    switch (block.layer.kind) {
      case Layer::Kind::kConv3x3:
        data = block.convolution(data);
        if (!block.pooled) data = block.normalisation(data).relu_();
        break;
      case Layer::Kind::kMaxPool2x2:
        data = torch::max_pool2d(data, 2);
        if (i > 0 && blocks_[i - 1].pooled) data = blocks_[i - 1].normalisation(data).relu_();
        break;
      case Layer::Kind::kAverageMaxPool:
        data = torch::cat({data.mean({2, 3}), data.amax({2, 3})}, 1);
        break;
      case Layer::Kind::kDense:
        data = block.dense(data);
        break;
    }
  }
  return data;
}

void NetworkImpl::KeepScalesPositive() {
  const torch::NoGradGuard no_gradients;
  for (Block& block : blocks_) {
    if (block.pooled) block.normalisation->weight.clamp_min_(kSmallestScale);
  }
}

void NetworkImpl::StartStatistics() {
  for (Block& block : blocks_) {
    if (block.normalisation.is_empty()) continue;
    block.normalisation->options.momentum(c10::nullopt);  // cumulative average
    block.normalisation->reset_running_stats();
  }
}

std::vector<FoldedLayer> NetworkImpl::Fold() const {
  const torch::NoGradGuard no_gradients;
  std::vector<FoldedLayer> folded;
  for (std::size_t i = 0; i < blocks_.size(); ++i) {
    const Block& block = blocks_[i];
    if (!block.convolution.is_empty()) {
      const auto& norm = block.normalisation;
      // In double: the sums of the float network and of the file's then differ by rounding alone.
      const torch::Tensor scale =
          norm->weight.to(torch::kDouble) /
          torch::sqrt(norm->running_var.to(torch::kDouble) + norm->options.eps());
      const torch::Tensor weight =
          block.convolution->weight.to(torch::kDouble) * scale.view({-1, 1, 1, 1});
      const torch::Tensor bias =
          norm->bias.to(torch::kDouble) - norm->running_mean.to(torch::kDouble) * scale;
      folded.push_back({i, weight.to(torch::kFloat).contiguous(at::MemoryFormat::Contiguous),
                        bias.to(torch::kFloat)});
    } else if (!block.dense.is_empty()) {
      folded.push_back({i, block.dense->weight.detach().contiguous(), block.dense->bias.detach()});
    }
  }
  return folded;
}

void NetworkImpl::Unfold(const std::vector<LayerWeights>& weights, const torch::Tensor& tiles) {
  const torch::NoGradGuard no_gradients;
  const auto tensor_of = [](const std::vector<float>& values, at::IntArrayRef shape) {
    return torch::from_blob(const_cast<float*>(values.data()), shape, torch::kFloat).clone();
  };
  eval();
  torch::Tensor data = tiles.contiguous(at::MemoryFormat::ChannelsLast);
  for (std::size_t i = 0; i < blocks_.size(); ++i) {
    Block& block = blocks_[i];
    if (!block.dense.is_empty()) {
      block.dense->weight.copy_(tensor_of(weights[i].weights, block.dense->weight.sizes()));
      block.dense->bias.copy_(tensor_of(weights[i].bias, block.dense->bias.sizes()));
    }
    if (block.convolution.is_empty()) continue;
    block.convolution->weight.copy_(
        tensor_of(weights[i].weights, block.convolution->weight.sizes()));
    // As forward() has it: behind the pool, where there is one.
    data = block.convolution(data);
    if (block.pooled) data = torch::max_pool2d(data, 2);
    auto& norm = block.normalisation;
    const torch::Tensor mean = data.mean({0, 2, 3});
    const torch::Tensor variance = data.var({0, 2, 3}, /*unbiased=*/false);
    norm->running_mean.copy_(mean);
    norm->running_var.copy_(variance);
    norm->weight.copy_(torch::sqrt(variance + norm->options.eps()));
    norm->bias.copy_(mean + tensor_of(weights[i].bias, mean.sizes()));
    data = torch::relu(norm(data));
  }
}

Network NetworkOf(const Model& model, const torch::Tensor& tiles) {
  std::vector<Layer> layers;
  for (const LayerWeights& weights : model.layer_weights()) layers.push_back(weights.layer);
  Network network(std::move(layers));
  network->Unfold(model.layer_weights(), tiles);
  return network;
}

}  // namespace inkdigit::training
