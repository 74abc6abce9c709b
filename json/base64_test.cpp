#include "json/base64.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

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

RC_GTEST_PROP(Base64, IsUndoneWithAndWithoutPadding, (const std::vector<std::uint8_t>& bytes)) {
  std::string text = Base64(bytes);
  const std::string expected(bytes.begin(), bytes.end());
  RC_ASSERT(FromBase64(text) == expected);
  while (text.ends_with('=')) text.pop_back();
  RC_ASSERT(FromBase64(text) == expected);
}

TEST(FromBase64, RefusesWhatNoBytesGive) {
  for (const char* text : {"A", "AAAAA", "Zh==", "Zm9=", "Zg=", "====", "=", "Zg==Zg==", "Zm 9v",
                           "Zm-_", "Zm9v\n", "A==="}) {
    EXPECT_EQ(FromBase64(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace inkdigit
