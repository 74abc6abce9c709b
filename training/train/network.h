// The network as libtorch trains it: the layer list of docs/model-format.md with batch
// normalisation in the convolutions.
#pragma once

#include <torch/nn/module.h>
#include <torch/nn/modules/batchnorm.h>
#include <torch/nn/modules/conv.h>
#include <torch/nn/modules/linear.h>

#include <string>
#include <vector>

#include "core/layer_list.h"
#include "core/layer_weights.h"
#include "inkdigit/model.h"
#include "inkdigit/result.h"

namespace inkdigit::training {

// A convolution's weights with its batch normalisation folded in, or a dense layer's: what the
// model file holds.
struct FoldedLayer {
  std::size_t index = 0;  // in the layer list
  torch::Tensor weight;
  torch::Tensor bias;
};

class NetworkImpl : public torch::nn::Module {
 public:
  explicit NetworkImpl(std::vector<Layer> layers);

  // tiles: [batch][1][28][28], 0 to 1. Returns logits [batch][11].
  torch::Tensor forward(const torch::Tensor& tiles);

  // Batch normalisation comes after the pool that follows its convolution, where there is one: a
  // quarter of the work, and the same as before it as long as every scale is positive. This keeps
  // them so; call it after each step.
  void KeepScalesPositive();

  // Forgets the running statistics and gathers them anew, as plain averages, from the batches that
  // follow in training mode; used after weights have been averaged.
  void StartStatistics();

  [[nodiscard]] std::vector<FoldedLayer> Fold() const;

  // Fold's inverse: takes a model file's weights, and for each convolution a normalisation by the
  // statistics of `tiles` whose scale and shift undo it. So the network says what the model says,
  // and can be trained on. `weights` are of this network's layers.
  void Unfold(const std::vector<LayerWeights>& weights, const torch::Tensor& tiles);

 private:
  struct Block {
    Layer layer;
    torch::nn::Conv2d convolution{nullptr};
    torch::nn::BatchNorm2d normalisation{nullptr};
    torch::nn::Linear dense{nullptr};
    bool pooled = false;  // its normalisation waits for the pool behind it
  };
  std::vector<Block> blocks_;
};
TORCH_MODULE(Network);

// What `model` is, to be trained on or asked; `tiles` are Unfold()'s.
[[nodiscard]] Network NetworkOf(const Model& model, const torch::Tensor& tiles);

}  // namespace inkdigit::training
