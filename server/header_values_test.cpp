#include "server/header_values.h"

#include <gtest/gtest.h>

namespace inkdigit {
namespace {

TEST(AcceptsGzip, TakesGzipAnywhereInTheList) {
  EXPECT_TRUE(AcceptsGzip("gzip"));
  EXPECT_TRUE(AcceptsGzip("br, GZIP;q=0.5, deflate"));
  EXPECT_TRUE(AcceptsGzip("*"));
  EXPECT_TRUE(AcceptsGzip("gzip, *;q=0"));
  EXPECT_TRUE(AcceptsGzip("gzip;q=0.001"));
}

TEST(AcceptsGzip, IsFalseWhenAbsentOrRefused) {
  EXPECT_FALSE(AcceptsGzip(""));
  EXPECT_FALSE(AcceptsGzip("br, deflate"));
  EXPECT_FALSE(AcceptsGzip("gzip;q=0"));
  EXPECT_FALSE(AcceptsGzip("gzip ; Q = 0.000"));
  EXPECT_FALSE(AcceptsGzip("*;q=0"));
  EXPECT_FALSE(AcceptsGzip("gzip;q=0, *"));
  EXPECT_FALSE(AcceptsGzip("gzipped"));
}

// It once never came back from this.
TEST(AcceptsGzip, ReadsOnBehindAQualityOfZero) {
  EXPECT_FALSE(AcceptsGzip("gzip;q=0;level=9"));
  EXPECT_TRUE(AcceptsGzip("br;q=0;a;b, gzip"));
}

TEST(MatchesETag, ComparesWeaklyInAList) {
  EXPECT_TRUE(MatchesETag("\"a\"", "\"a\""));
  EXPECT_TRUE(MatchesETag("\"x\", W/\"a\"", "\"a\""));
  EXPECT_TRUE(MatchesETag("*", "\"a\""));
  EXPECT_FALSE(MatchesETag("", "\"a\""));
  EXPECT_FALSE(MatchesETag("a", "\"a\""));
  EXPECT_FALSE(MatchesETag("\"ab\"", "\"a\""));
}

TEST(ParseParameterized, ReadsTokensAndQuotedStrings) {
  const auto parsed =
      ParseParameterized("Form-Data; NAME=\"image\" ; filename=\"a \\\"b\\\"; c.png\";x=y");
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->value, "form-data");
  EXPECT_EQ(parsed->Parameter("name"), "image");
  EXPECT_EQ(parsed->Parameter("filename"), "a \"b\"; c.png");
  EXPECT_EQ(parsed->Parameter("x"), "y");
  EXPECT_EQ(parsed->Parameter("z"), std::nullopt);
}

TEST(ParseParameterized, KeepsTheBackslashesOfWindowsPaths) {
  EXPECT_EQ(
      ParseParameterized("form-data; filename=\"C:\\pictures\\7.png\"")->Parameter("filename"),
      "C:\\pictures\\7.png");
}

TEST(ParseParameterized, TakesEmptyParameters) {
  const auto parsed = ParseParameterized("text/html;; charset=utf-8;");
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->Parameter("charset"), "utf-8");
}

TEST(ParseParameterized, RefusesWhatBreaksTheGrammar) {
  for (const char* text :
       {"a; name=\"open", "a; name", "a; name; b=c", "a; =x", "a; n=\"x\"y", "a; n=\"x\\\""}) {
    EXPECT_FALSE(ParseParameterized(text)) << text;
  }
}

TEST(Trim, CutsBlanksOnly) {
  EXPECT_EQ(Trim(" \t a b\t "), "a b");
  EXPECT_EQ(Trim(" \t"), "");
  EXPECT_EQ(Trim(""), "");
}

}  // namespace
}  // namespace inkdigit
