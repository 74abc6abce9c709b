#include "json/json_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <nlohmann/json.hpp>
#include <vector>

namespace inkdigit {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

bool Accepts(std::string_view text) {
  JsonReader reader(text);
  return !reader.Skip().empty() && reader.End();
}

std::string ErrorOf(std::string_view text) {
  JsonReader reader(text);
  reader.Skip();
  static_cast<void>(reader.End());
  return reader.error();
}

TEST(JsonReader, ReadsMembersInTheirOrderAndSkipsTheRest) {
  JsonReader reader(R"( { "a" : "x", "b": [1, {"c": null}], "d":"y" } )");
  std::string name;
  std::vector<std::string> read;
  ASSERT_TRUE(reader.EnterObject());
  while (reader.NextMember(name)) {
    read.push_back(name);
    if (reader.Next() == JsonReader::Kind::kString) {
      read.push_back(reader.String().value());
    } else {
      read.emplace_back(reader.Skip());
    }
  }
  EXPECT_TRUE(reader.End()) << reader.error();
  EXPECT_THAT(read, ElementsAre("a", "x", "b", R"([1, {"c": null}])", "d", "y"));
}

TEST(JsonReader, AgreesWithNlohmannOnWhatIsJson) {
  for (const char* text : {"",
                           " ",
                           "0",
                           "-0",
                           "01",
                           "-",
                           "1.",
                           ".5",
                           "1.5e3",
                           "1e",
                           "1e+",
                           "1E-2",
                           "+1",
                           "0x1",
                           "NaN",
                           "Infinity",
                           "true",
                           "tru",
                           "truex",
                           "null",
                           "nul",
                           "[]",
                           "[,]",
                           "[1,]",
                           "[1 2]",
                           "[0,1,23]",
                           "[00,1]",
                           "[1,02,3]",
                           "[1,2,]",
                           "[1,,2]",
                           "[7,",
                           "[7",
                           "[1,-2,3.5,4]",
                           "[1.,2]",
                           "[0.5,1.25,2]",
                           "[00.5,1]",
                           "[1.5",
                           "[1.2.3,4]",
                           "[1,2",
                           "[1]]",
                           "{}",
                           "{,}",
                           "{\"a\"}",
                           "{a:1}",
                           "{\"a\":}",
                           "{\"a\":1",
                           "{\"a\":1,}",
                           "\"\\x\"",
                           "\"\\n\"",
                           "\"\\u00e\"",
                           "\"\\u00e9\"",
                           "\"\n\"",
                           "\"",
                           "\"\\ud83d\\ude00\"",
                           "\"\\ud83d\"",
                           "\"\\ude00\"",
                           "\"\\ud83d\\u0041\"",
                           "\"\xc3\xa9\"",
                           "\"\xc3\"",
                           "\"\xc0\x80\"",
                           "\"\xed\xa0\x80\"",
                           "\"\xf4\x90\x80\x80\"",
                           "\"\xf0\x9f\x98\x80\"",
                           "// a\n1",
                           "[1] x",
                           "\xef\xbb\xbf[",
                           "{\"a\":1,\"a\":2}",
                           "[[[[]]]]",
                           "'a'",
                           "1 2"}) {
    EXPECT_EQ(Accepts(text), nlohmann::json::accept(text)) << text;
  }
}

RC_GTEST_PROP(JsonReader, ReadsEveryStringBack, ()) {
  const auto codes = *rc::gen::container<std::vector<std::uint32_t>>(
      rc::gen::suchThat(rc::gen::inRange<std::uint32_t>(0, 0x10FFFF),
                        [](std::uint32_t code) { return code < 0xD800 || code > 0xDFFF; }));
  std::string escaped = "\"";
  for (const std::uint32_t code : codes) {
    std::array<char, 16> text{};
    if (code < 0x10000) {
      std::snprintf(text.data(), text.size(), "\\u%04x", code);
    } else {
      std::snprintf(text.data(), text.size(), "\\u%04x\\u%04x", 0xD800 + ((code - 0x10000) >> 10),
                    0xDC00 + (code & 0x3FF));
    }
    escaped += text.data();
  }
  escaped += '"';
  const auto expected = nlohmann::json::parse(escaped).get<std::string>();
  RC_ASSERT(JsonReader(escaped).String() == expected);
  RC_ASSERT(JsonReader(nlohmann::json(expected).dump()).String() == expected);
}

TEST(JsonReader, SaysWhereTheFaultIs) {
  EXPECT_THAT(ErrorOf(R"({"a": 1 "b": 2})"), HasSubstr("at byte 8: a comma"));
  EXPECT_THAT(ErrorOf("[1, NaN]"), HasSubstr("at byte 4: a value"));
  EXPECT_THAT(ErrorOf("\"\xff\""), HasSubstr("not UTF-8"));
  EXPECT_THAT(ErrorOf(R"({"a": )"), HasSubstr("at byte 6"));
}

TEST(JsonReader, SaysNothingMoreAfterAFault) {
  JsonReader reader("[1 2]");
  ASSERT_TRUE(reader.EnterArray());
  EXPECT_TRUE(reader.NextElement());
  EXPECT_EQ(reader.Skip(), "1");
  EXPECT_FALSE(reader.NextElement());
  const std::string first = reader.error();
  EXPECT_EQ(reader.Next(), JsonReader::Kind::kNone);
  EXPECT_FALSE(reader.NextElement());
  EXPECT_EQ(reader.Skip(), "");
  EXPECT_EQ(reader.String(), std::nullopt);
  EXPECT_FALSE(reader.End());
  EXPECT_EQ(reader.error(), first);
}

TEST(JsonReader, BoundsHowDeepValuesLieInEachOther) {
  const auto nested = [](int depth) {
    return std::string(static_cast<std::size_t>(depth), '[') +
           std::string(static_cast<std::size_t>(depth), ']');
  };
  EXPECT_TRUE(Accepts(nested(JsonReader::kMaxDepth)));
  EXPECT_FALSE(Accepts(nested(JsonReader::kMaxDepth + 1)));
  EXPECT_THAT(ErrorOf(std::string(1'000'000, '[')), HasSubstr("too many"));
}

}  // namespace
}  // namespace inkdigit
