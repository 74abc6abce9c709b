#include "training/train/model_file.h"

#include <gtest/gtest.h>

#include "core/safetensors.h"
#include "inkdigit/model.h"

namespace inkdigit::training {
namespace {

// A network of the smallest form that the library loads, all weights equal.
std::vector<NamedTensor> SmallNetwork() {
  return {{"layers.0.weight", {16, 1, 3, 3}, std::vector<float>(144, 0.25F)},
          {"layers.0.bias", {16}, std::vector<float>(16, 0.5F)},
          {"layers.2.weight", {11, 32}, std::vector<float>(352, 1.0F)},
          {"layers.2.bias", {11}, std::vector<float>(11, -1.0F)}};
}

const std::map<std::string, std::string> kMetadata = {
    {"format", "inkdigit-model-1"},
    {"name", "a \"small\" one"},
    {"layers", "conv3x3 16, avgmaxpool, dense 11"},
    {"temperature", "1.5"}};

TEST(Safetensors, IsWhatTheLibrarysReaderReads) {
  const std::vector<std::byte> file = Safetensors(kMetadata, SmallNetwork());
  const auto parsed = ParseSafetensors(file);
  ASSERT_TRUE(parsed.ok()) << parsed.error().message;
  EXPECT_EQ(parsed.value().metadata, kMetadata);
  ASSERT_EQ(parsed.value().tensors.size(), 4U);
  const Tensor& weight = parsed.value().tensors.at("layers.0.weight");
  EXPECT_EQ(weight.dtype, "F32");
  EXPECT_EQ(weight.shape, (std::vector<std::int64_t>{16, 1, 3, 3}));
  EXPECT_EQ(weight.bytes.size(), 144 * sizeof(float));
}

TEST(Safetensors, LoadsAsAModelThatComputesWithItsWeights) {
  const auto model = Model::Load(Safetensors(kMetadata, SmallNetwork()));
  ASSERT_TRUE(model.ok()) << model.error().message;
  EXPECT_EQ(model.value().info().name, "a \"small\" one");
  EXPECT_EQ(model.value().info().temperature, 1.5);
  // On a blank tile each channel is its bias 0.5 everywhere: average and maximum, 16 of each, less
  // the bias of 1.
  const Tile28 blank;
  std::array<float, kClasses> logits{};
  Workspace workspace;
  model.value().Logits(std::span(&blank, 1), logits, workspace);
  for (const float logit : logits) EXPECT_FLOAT_EQ(logit, 15.0F);
}

}  // namespace
}  // namespace inkdigit::training
