#include "training/train/widen.h"

#include <torch/torch.h>

#include <string>
#include <utility>

namespace inkdigit::training {
namespace {

// from: [f] or [f][g]...; to: at least as large in the first two dimensions. The slice of `to` that
// `from` fills; `first` is where it begins among the inputs (the second dimension).
torch::Tensor Slice(const torch::Tensor& to, const torch::Tensor& from, std::int64_t first) {
  torch::Tensor slice = to.slice(0, 0, from.size(0));
  if (from.dim() > 1) slice = slice.slice(1, first, first + from.size(1));
  return slice;
}

// What was there before must not hear the channels that are new.
void CopyWider(const torch::Tensor& from, const torch::Tensor& to) {
  if (from.dim() == 0) {
    to.copy_(from);
    return;
  }
  if (from.dim() > 1) to.slice(0, 0, from.size(0)).zero_();
  Slice(to, from, 0).copy_(from);
}

// A dense layer's inputs are all averages and then all maxima, so each half has its own place.
void CopyDenseWider(const torch::Tensor& from, const torch::Tensor& to) {
  to.zero_();
  const std::vector<torch::Tensor> halves = from.chunk(2, 1);
  Slice(to, halves[0], 0).copy_(halves[0]);
  Slice(to, halves[1], to.size(1) / 2).copy_(halves[1]);
}

bool Fits(const std::vector<Layer>& from, const std::vector<Layer>& to) {
  if (from.size() != to.size()) return false;
  for (std::size_t i = 0; i < from.size(); ++i) {
    if (from[i].kind != to[i].kind || from[i].outputs > to[i].outputs) return false;
    if (from[i].kind == Layer::Kind::kDense && from[i].outputs != to[i].outputs) return false;
  }
  return true;
}

}  // namespace

std::optional<Error> Widen(const Network& from, const std::vector<Layer>& from_layers, Network& to,
                           const std::vector<Layer>& to_layers) {
  if (!Fits(from_layers, to_layers)) {
    return Error{Errc::kInvalidArgument,
                 "its network has other layers than this recipe, or wider ones"};
  }
  const torch::NoGradGuard no_gradients;
  const auto parameters = from->named_parameters();
  for (const auto& item : to->named_parameters()) {
    const torch::Tensor& old = parameters[item.key()];
    const bool dense_weights = item.key().rfind("dense", 0) == 0 && old.dim() == 2;
    (dense_weights ? CopyDenseWider : CopyWider)(old, item.value());
  }
  const auto buffers = from->named_buffers();
  for (const auto& item : to->named_buffers()) CopyWider(buffers[item.key()], item.value());
  return std::nullopt;
}

}  // namespace inkdigit::training
