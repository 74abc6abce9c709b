// A batch in parts, learned from side by side: on a network this small, two threads with half a
// batch each are twice as fast as one, two that share each operation a quarter faster.
#pragma once

#include <torch/types.h>

#include <functional>
#include <vector>

#include "core/layer_list.h"
#include "training/train/network.h"

namespace inkdigit::training {

class Replicas {
 public:
  // `first` and count - 1 more of the same layers, which share its weights. Requires count >= 1.
  Replicas(const Network& first, const std::vector<Layer>& layers, int count);

  [[nodiscard]] int count() const { return static_cast<int>(networks_.size()); }

  // Calls part(network, i) for the i-th replica, each on a thread of its own, all at once. `part`
  // returns a loss, of its part of the batch. Leaves in the first network's gradients those of the
  // mean loss, which is returned; where that is not finite they are of no use. Each part normalises
  // by its own statistics, and the running ones are those of the first. The sums are always made in
  // the same order, so the same parts give the same bits. Exceptions of `part` are thrown on.
  double Learn(const std::function<torch::Tensor(Network& network, int replica)>& part);

 private:
  std::vector<Network> networks_;
};

}  // namespace inkdigit::training
