#include "server/api_keys.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace inkdigit {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(ApiKeys, KnowTheirOwners) {
  const auto keys = ApiKeys::Parse(
      "# machines\r\n"
      "scanner  0123456789abcdef\r\n"
      "\n"
      // printf %s fedcba9876543210 | sha256sum
      "batch sha256:3465f6e6975baa864ca957f0914ecda9bf7eb601ac31ac20a5dc3d329279a843\n");
  ASSERT_TRUE(keys.ok()) << keys.error().message;
  EXPECT_EQ(keys.value().size(), 2U);
  EXPECT_EQ(keys.value().NameOf("0123456789abcdef"), "scanner");
  for (const char* wrong : {"", "0123456789abcdeg", "0123456789abcde", "0123456789abcdef0"}) {
    EXPECT_EQ(keys.value().NameOf(wrong), "") << wrong;
  }
}

TEST(ApiKeys, MayBeGivenAsHashes) {
  // printf %s correct-horse-battery | sha256sum
  const auto keys = ApiKeys::Parse(
      "batch sha256:62249369389075490555a758353aec61500c6218fa597252d52dc4bd0148f12d");
  ASSERT_TRUE(keys.ok()) << keys.error().message;
  EXPECT_EQ(keys.value().NameOf("correct-horse-battery"), "batch");
}

TEST(ApiKeys, NameTheLineThatIsWrongAndNeverTheKey) {
  const auto message = [](std::string_view text) {
    const auto keys = ApiKeys::Parse(text);
    return keys.ok() ? std::string("taken") : keys.error().message;
  };
  EXPECT_THAT(message("\nscanner"), HasSubstr("line 2: a line has to be NAME KEY"));
  EXPECT_THAT(message("a 0123456789abcdef more"), HasSubstr("line 1: a line has to be NAME KEY"));
  EXPECT_THAT(message("a s3cret"), HasSubstr("shorter than 16"));
  EXPECT_THAT(message("a s3cret"), Not(HasSubstr("s3cret")));
  EXPECT_THAT(message("a/b 0123456789abcdef"), HasSubstr("a name has 1 to 64"));
  EXPECT_THAT(message("a sha256:12"), HasSubstr("64 hexadecimal digits"));
}

TEST(BearerToken, IsWhatFollowsTheScheme) {
  EXPECT_EQ(BearerToken("Bearer abc"), "abc");
  EXPECT_EQ(BearerToken(" bearer  abc "), "abc");
  for (const char* none : {"", "Bearer", "Bearer ", "Basic abc", "Bearerabc"}) {
    EXPECT_EQ(BearerToken(none), "") << none;
  }
}

RC_GTEST_PROP(ApiKeys, TakeOrRefuseWhateverTheFileHolds, (const std::string& text)) {
  (void)ApiKeys::Parse(text);
}

}  // namespace
}  // namespace inkdigit
