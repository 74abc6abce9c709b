#include "training/train/replicas.h"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include <limits>
#include <stdexcept>

namespace inkdigit::training {
namespace {

class TwoReplicas : public testing::Test {
 protected:
  torch::Tensor Loss(Network& network, const torch::Tensor& tiles) {
    return network->forward(tiles).square().mean();
  }

  std::vector<Layer> layers_ =
      ParseLayerList("conv3x3 16, maxpool2x2, conv3x3 16, avgmaxpool, dense 11").value();
  Network network_{layers_};
  Replicas replicas_{network_, layers_, 2};
  torch::Tensor tiles_ = torch::rand({2, 8, 1, 28, 28});  // two parts
};

TEST_F(TwoReplicas, LeaveTheGradientsOfTheMeanLoss) {
  std::vector<torch::Tensor> expected;
  double loss = 0.0;
  for (int part = 0; part < 2; ++part) {
    Replicas alone(network_, layers_, 1);
    loss += 0.5 * alone.Learn([&](Network& network, int) { return Loss(network, tiles_[part]); });
    for (std::size_t i = 0; i < network_->parameters().size(); ++i) {
      const torch::Tensor gradient = 0.5 * network_->parameters()[i].grad();
      if (part == 0) {
        expected.push_back(gradient);
      } else {
        expected[i] = expected[i] + gradient;
      }
    }
  }
  EXPECT_DOUBLE_EQ(replicas_.Learn([&](Network& network, int replica) {
    return Loss(network, tiles_[replica]);
  }),
                   loss);
  for (std::size_t i = 0; i < expected.size(); ++i) {
    EXPECT_TRUE(torch::allclose(network_->parameters()[i].grad(), expected[i], 1e-6, 1e-8)) << i;
  }
}

TEST_F(TwoReplicas, ShareTheWeightsThatAStepChanges) {
  const auto learn = [&] {
    return replicas_.Learn([&](Network& network, int) { return Loss(network, tiles_[1]); });
  };
  const double before = learn();
  {
    const torch::NoGradGuard no_gradients;
    for (torch::Tensor& parameter : network_->parameters()) {
      parameter.add_(parameter.grad(), -0.01);
    }
  }
  EXPECT_LT(learn(), before);
  double other = 0.0;
  replicas_.Learn([&](Network& network, int replica) {
    torch::Tensor loss = Loss(network, tiles_[1]);
    if (replica == 1) other = loss.item<double>();
    return loss;
  });
  EXPECT_DOUBLE_EQ(other, learn());
}

TEST_F(TwoReplicas, HaveNoGradientsOfALossThatIsNoNumber) {
  const double loss = replicas_.Learn([&](Network& network, int replica) {
    const torch::Tensor part = Loss(network, tiles_[replica]);
    return replica == 1 ? part * std::numeric_limits<double>::quiet_NaN() : part;
  });
  EXPECT_TRUE(std::isnan(loss));
}

TEST_F(TwoReplicas, ThrowOnWhatTheOtherThreadThrows) {
  EXPECT_THROW(replicas_.Learn([&](Network& network, int replica) -> torch::Tensor {
    if (replica == 1) throw std::runtime_error("no memory");
    return Loss(network, tiles_[0]);
  }),
               std::runtime_error);
}

}  // namespace
}  // namespace inkdigit::training
