#include "json/base64.h"

#include <gtest/gtest.h>

#include <string_view>
#include <vector>

namespace inkdigit {
namespace {

std::string Encode(std::string_view text) {
  return Base64(std::vector<std::uint8_t>(text.begin(), text.end()));
}

TEST(Base64, EncodesTheVectorsOfRfc4648) {
  EXPECT_EQ(Encode(""), "");
  EXPECT_EQ(Encode("f"), "Zg==");
  EXPECT_EQ(Encode("fo"), "Zm8=");
  EXPECT_EQ(Encode("foo"), "Zm9v");
  EXPECT_EQ(Encode("foob"), "Zm9vYg==");
  EXPECT_EQ(Encode("fooba"), "Zm9vYmE=");
  EXPECT_EQ(Encode("foobar"), "Zm9vYmFy");
}

TEST(Base64, EncodesBytesAbove127) {
  EXPECT_EQ(Base64(std::vector<std::uint8_t>{0xFF, 0xFE, 0xFD}), "//79");
  EXPECT_EQ(Base64(std::vector<std::uint8_t>{0xFB}), "+w==");
}

}  // namespace
}  // namespace inkdigit
