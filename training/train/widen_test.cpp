#include "training/train/widen.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <torch/torch.h>

#include <string_view>

namespace inkdigit::training {
namespace {

using testing::HasSubstr;

std::vector<Layer> Layers(std::string_view text) { return ParseLayerList(text).value(); }

// A network whose running statistics are not the ones that it was born with.
Network Trained(const std::vector<Layer>& layers) {
  Network network(layers);
  network->train();
  network->forward(torch::rand({8, 1, 28, 28}));
  network->eval();
  return network;
}

TEST(Widen, KeepsWhatTheNetworkComputes) {
  torch::manual_seed(1);
  const auto narrow = Layers("conv3x3 16, maxpool2x2, conv3x3 16, avgmaxpool, dense 11");
  const auto wide = Layers("conv3x3 32, maxpool2x2, conv3x3 48, avgmaxpool, dense 11");
  Network from = Trained(narrow);
  Network to(wide);
  const auto error = Widen(from, narrow, to, wide);
  ASSERT_FALSE(error) << error->message;
  to->eval();
  const torch::NoGradGuard no_gradients;
  const torch::Tensor tiles = torch::rand({4, 1, 28, 28});
  EXPECT_LT((from->forward(tiles) - to->forward(tiles)).abs().max().item<float>(), 1e-5F);
}

TEST(Widen, LetsTheNewChannelsLearn) {
  torch::manual_seed(1);
  const auto narrow = Layers("conv3x3 16, avgmaxpool, dense 11");
  const auto wide = Layers("conv3x3 32, avgmaxpool, dense 11");
  Network from = Trained(narrow);
  Network to(wide);
  ASSERT_FALSE(Widen(from, narrow, to, wide));
  to->forward(torch::rand({4, 1, 28, 28})).pow(2).sum().backward();
  const torch::Tensor gradient = to->named_parameters()["dense2.weight"].grad();
  EXPECT_GT(gradient.slice(1, 16, 32).abs().min().item<float>(), 0.0F);
}

TEST(Widen, RefusesANarrowerOrAnotherNetwork) {
  const auto wide = Layers("conv3x3 32, avgmaxpool, dense 11");
  Network from(wide);
  for (const std::string_view text :
       {"conv3x3 16, avgmaxpool, dense 11", "conv3x3 32, conv3x3 32, avgmaxpool, dense 11",
        "conv3x3 32, maxpool2x2, avgmaxpool, dense 11"}) {
    const auto layers = Layers(text);
    Network to(layers);
    const auto error = Widen(from, wide, to, layers);
    ASSERT_TRUE(error) << text;
    EXPECT_THAT(error->message, HasSubstr("other layers"));
  }
}

}  // namespace
}  // namespace inkdigit::training
