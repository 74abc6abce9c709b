#include "server/target.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cstdio>

namespace inkdigit {
namespace {

TEST(Target, SplitsPathAndQuery) {
  const auto target = ParseTarget("/api/v1/recognize?mode=digit&explain=1");
  ASSERT_TRUE(target.ok());
  EXPECT_EQ(target.value().path, "/api/v1/recognize");
  EXPECT_EQ(target.value().Query("mode"), "digit");
  EXPECT_EQ(target.value().Query("explain"), "1");
  EXPECT_EQ(target.value().Query("other"), std::nullopt);
}

TEST(Target, DecodesPercentInPathAndQueryButPlusOnlyInTheQuery) {
  const auto target = ParseTarget("/a%20b+c?k%3Dk=v%26v+w");
  ASSERT_TRUE(target.ok());
  EXPECT_EQ(target.value().path, "/a b+c");
  EXPECT_EQ(target.value().Query("k=k"), "v&v w");
}

TEST(Target, TakesFieldsWithoutValueAndEmptyFields) {
  const auto target = ParseTarget("/?&a&b=&&c=1=2");
  ASSERT_TRUE(target.ok());
  EXPECT_EQ(target.value().Query("a"), "");
  EXPECT_EQ(target.value().Query("b"), "");
  EXPECT_EQ(target.value().Query("c"), "1=2");
  EXPECT_EQ(target.value().query.size(), 3U);
}

TEST(Target, TheFirstOfTwoEqualNamesCounts) {
  EXPECT_EQ(ParseTarget("/?a=1&a=2").value().Query("a"), "1");
}

TEST(Target, TakesTheAbsoluteForm) {
  EXPECT_EQ(ParseTarget("http://localhost:8000/healthz?x=1").value().path, "/healthz");
  EXPECT_EQ(ParseTarget("http://localhost").value().path, "/");
  EXPECT_EQ(ParseTarget("http://localhost?x=1").value().Query("x"), "1");
}

TEST(Target, RefusesBrokenPercentEncoding) {
  for (const char* text : {"/%", "/%4", "/%zz", "/?a=%", "/?%4=1", "/a%00b", "/?a=%00"}) {
    EXPECT_FALSE(ParseTarget(text).ok()) << text;
  }
}

TEST(Target, RefusesWhatDoesNotStartWithASlash) {
  EXPECT_FALSE(ParseTarget("*").ok());
  EXPECT_FALSE(ParseTarget("example.org:443").ok());
}

TEST(Target, ReadsBackAnyEncodedQuery) {
  rc::check([](const std::string& key, const std::string& value) {
    RC_PRE(!key.empty());
    const auto encode = [](const std::string& text) {
      std::string encoded;
      for (const char c : text) {
        char escape[4];
        std::snprintf(escape, sizeof escape, "%%%02x", static_cast<unsigned char>(c));
        encoded += escape;
      }
      return encoded;
    };
    const auto target = ParseTarget("/?" + encode(key) + "=" + encode(value));
    const bool has_nul = (key + value).find('\0') != std::string::npos;
    RC_ASSERT(target.ok() == !has_nul);
    if (target.ok()) RC_ASSERT(target.value().Query(key) == value);
  });
}

}  // namespace
}  // namespace inkdigit
