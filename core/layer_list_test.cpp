#include "core/layer_list.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace inkdigit {
namespace {

using testing::HasSubstr;

TEST(LayerList, ReadsTheLayersInTheirOrder) {
  const auto layers = ParseLayerList("conv3x3 16, maxpool2x2, conv3x3 96, avgmaxpool, dense 11");
  ASSERT_TRUE(layers.ok()) << layers.error().message;
  using Kind = Layer::Kind;
  ASSERT_EQ(layers.value().size(), 5U);
  EXPECT_EQ(layers.value()[0].kind, Kind::kConv3x3);
  EXPECT_EQ(layers.value()[0].outputs, 16);
  EXPECT_EQ(layers.value()[1].kind, Kind::kMaxPool2x2);
  EXPECT_EQ(layers.value()[2].outputs, 96);
  EXPECT_EQ(layers.value()[3].kind, Kind::kAverageMaxPool);
  EXPECT_EQ(layers.value()[4].kind, Kind::kDense);
  EXPECT_EQ(layers.value()[4].outputs, 11);
}

std::string Reason(const std::string& text) {
  const auto layers = ParseLayerList(text);
  return layers.ok() ? "accepted" : layers.error().message;
}

TEST(LayerList, RefusesUnknownLayersAndSizes) {
  for (const char* text :
       {"", "conv5x5 16, avgmaxpool, dense 11", "conv3x3 17, avgmaxpool, dense 11",
        "conv3x3 0, avgmaxpool, dense 11", "conv3x3 -16, avgmaxpool, dense 11",
        "conv3x3 16x, avgmaxpool, dense 11", "conv3x3, avgmaxpool, dense 11",
        "conv3x3 99999999999999999999, avgmaxpool, dense 11", "conv3x3 16,avgmaxpool,dense 11",
        "conv3x3 16, avgmaxpool, dense 11, "}) {
    EXPECT_THAT(Reason(text), HasSubstr("is unknown or of a size that is not supported")) << text;
  }
}

TEST(LayerList, RefusesLayersOutOfPlace) {
  for (const char* text :
       {"dense 11", "avgmaxpool, dense 11", "maxpool2x2, conv3x3 16, avgmaxpool, dense 11",
        "conv3x3 16, dense 11", "conv3x3 16, avgmaxpool, conv3x3 16, dense 11",
        "conv3x3 16, avgmaxpool, dense 11, dense 11"}) {
    EXPECT_THAT(Reason(text), HasSubstr("is out of place")) << text;
  }
  EXPECT_THAT(Reason("conv3x3 16, avgmaxpool"), HasSubstr("does not end with a dense layer"));
}

TEST(LayerList, RefusesAnEndlessList) {
  std::string text;
  for (int i = 0; i < 1000; ++i) text += "conv3x3 16, ";
  EXPECT_THAT(Reason(text + "avgmaxpool, dense 11"), HasSubstr("too many layers"));
}

}  // namespace
}  // namespace inkdigit
