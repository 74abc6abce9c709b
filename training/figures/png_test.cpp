#include "training/figures/png.h"

#include <gtest/gtest.h>

#include "inkdigit/decode.h"

namespace inkdigit::training {
namespace {

TEST(EncodePng, GivesAGreyPictureThatDecodesToItself) {
  GrayImage image(7, 5);
  for (std::size_t i = 0; i < image.pixels().size(); ++i) {
    image.pixels()[i] = static_cast<std::uint8_t>(7 * i);
  }
  const auto decoded = DecodeImage(EncodePng(image));
  ASSERT_TRUE(decoded.ok()) << decoded.error().message;
  EXPECT_EQ(decoded.value().format, ImageFormat::kPng);
  EXPECT_EQ(decoded.value().gray.width(), 7);
  EXPECT_EQ(decoded.value().gray.pixels(), image.pixels());
}

TEST(EncodePng, KeepsColoursForTheDecodersLuma) {
  ColourImage image(3, 1);
  image.at(0, 0) = {255, 0, 0};
  image.at(1, 0) = {0, 255, 0};
  image.at(2, 0) = {0, 0, 255};
  const auto decoded = DecodeImage(EncodePng(image));
  ASSERT_TRUE(decoded.ok()) << decoded.error().message;
  const GrayImage& gray = decoded.value().gray;
  EXPECT_LT(gray.at(2, 0), gray.at(0, 0));
  EXPECT_LT(gray.at(0, 0), gray.at(1, 0));
}

}  // namespace
}  // namespace inkdigit::training
