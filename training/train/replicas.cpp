#include "training/train/replicas.h"

#include <torch/torch.h>

#include <cmath>
#include <future>

namespace inkdigit::training {

Replicas::Replicas(const Network& first, const std::vector<Layer>& layers, int count)
    : networks_{first} {
  const std::vector<torch::Tensor> weights = first->parameters();
  for (int replica = 1; replica < count; ++replica) {
    Network network(layers);
    std::vector<torch::Tensor> shared = network->parameters();
    for (std::size_t i = 0; i < shared.size(); ++i) shared[i].set_data(weights[i].data());
    networks_.push_back(std::move(network));
  }
}

double Replicas::Learn(const std::function<torch::Tensor(Network&, int)>& part) {
  const auto learn = [this, &part](int replica) {
    // A new thread would else use all cores for each operation.
    torch::set_num_threads(1);
    auto& network = networks_[static_cast<std::size_t>(replica)];
    network->train();
    for (torch::Tensor& parameter : network->parameters()) parameter.mutable_grad().reset();
    const torch::Tensor loss = part(network, replica);
    const double value = loss.item<double>();
    if (std::isfinite(value)) loss.backward();
    return value;
  };
  std::vector<std::future<double>> others;
  for (int replica = 1; replica < count(); ++replica) {
    others.push_back(std::async(std::launch::async, learn, replica));
  }
  double sum = learn(0);
  for (std::future<double>& other : others) sum += other.get();
  if (!std::isfinite(sum) || others.empty()) return sum;

  const torch::NoGradGuard no_gradients;
  const double share = 1.0 / count();
  const std::vector<torch::Tensor> totals = networks_.front()->parameters();
  for (std::size_t replica = 1; replica < networks_.size(); ++replica) {
    const std::vector<torch::Tensor> parts = networks_[replica]->parameters();
    for (std::size_t i = 0; i < totals.size(); ++i) totals[i].grad().add_(parts[i].grad());
  }
  for (const torch::Tensor& total : totals) total.grad().mul_(share);
  return sum * share;
}

}  // namespace inkdigit::training
