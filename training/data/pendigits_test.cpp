#include "training/data/pendigits.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cstdlib>
#include <map>
#include <string>

#include "training/data/data_files.h"

namespace inkdigit::training {
namespace {

using testing::HasSubstr;

constexpr const char* kTwoDigits =
    ".INCLUDE        dene.doc\n"
    "\n"
    ".SEGMENT DIGIT    0 ? \"8\"\n"
    ".COMMENT 8 12  224\n"
    ".PEN_DOWN\n"
    " 267  333\n"
    " 267  336\n"
    ".PEN_UP\n"
    ".DT 100\n"
    ".SEGMENT DIGIT    1-2 ? \"4\"\n"
    ".COMMENT 4 30    1\n"
    ".PEN_DOWN\n"
    " 1  2\n"
    ".PEN_UP\n"
    ".PEN_DOWN\n"
    " 3  4\n"
    ".PEN_UP\n";

std::string MessageFor(const std::string& text) {
  const auto parsed = ParsePendigits(text);
  return parsed.ok() ? "" : parsed.error().message;
}

TEST(ParsePendigits, KeepsLabelWriterAndStrokesAndTurnsUpToDown) {
  const auto parsed = ParsePendigits(kTwoDigits);
  ASSERT_TRUE(parsed.ok()) << parsed.error().message;
  const std::vector<PenDrawing>& drawings = parsed.value();
  ASSERT_EQ(drawings.size(), 2U);
  EXPECT_EQ(drawings[0].label, 8);
  EXPECT_EQ(drawings[0].writer, 12);
  EXPECT_EQ(drawings[0].strokes, (Strokes{{{267, -333}, {267, -336}}}));
  EXPECT_EQ(drawings[1].label, 4);
  EXPECT_EQ(drawings[1].writer, 30);
  EXPECT_EQ(drawings[1].strokes, (Strokes{{{1, -2}}, {{3, -4}}}));
}

TEST(ParsePendigits, NamesTheLineThatIsWrong) {
  EXPECT_THAT(MessageFor(""), HasSubstr("no .SEGMENT DIGIT"));
  EXPECT_THAT(MessageFor("hello\n"), HasSubstr("line 1: points before the first .SEGMENT"));
  EXPECT_THAT(MessageFor(".SEGMENT DIGIT 0 ? \"x\"\n"), HasSubstr("line 1: expected a digit"));
  EXPECT_THAT(MessageFor(".SEGMENT DIGIT 0 ? \"8\"\n.COMMENT 7 1 1\n"),
              HasSubstr("line 2: the label differs"));
  EXPECT_THAT(MessageFor(".SEGMENT DIGIT 0 ? \"8\"\n.COMMENT 8 1 1\n 1 2\n"),
              HasSubstr("line 3: a point while the pen is up"));
  EXPECT_THAT(MessageFor(".SEGMENT DIGIT 0 ? \"8\"\n.COMMENT 8 1 1\n.PEN_DOWN\n 1 two\n"),
              HasSubstr("line 4: expected a point"));
}

TEST(ParsePendigits, RefusesADigitWithoutAPoint) {
  EXPECT_THAT(MessageFor(".SEGMENT DIGIT 0 ? \"8\"\n.PEN_DOWN\n.PEN_UP\n"),
              HasSubstr("without any point"));
}

TEST(ParsePendigits, SurvivesAnyCutAndAnyChangedCharacter) {
  rc::check([] {
    std::string text = kTwoDigits;
    text.resize(*rc::gen::inRange<std::size_t>(0, text.size() + 1));
    if (!text.empty())
      text[*rc::gen::inRange<std::size_t>(0, text.size())] = *rc::gen::arbitrary<char>();
    const auto parsed = ParsePendigits(text);
    if (!parsed.ok()) RC_ASSERT(parsed.error().message.find('\n') == std::string::npos);
  });
}

TEST(ParsePendigits, ReadsThePublishedTrainingFile) {
  if (DefaultDataFolder().empty()) GTEST_SKIP() << "INKDIGIT_DATA names no folder of data sets";
  const auto bytes = ReadDataFile(DefaultDataFolder(), kPendigitsTrain);
  ASSERT_TRUE(bytes.ok()) << bytes.error().message;
  const auto parsed =
      ParsePendigits({reinterpret_cast<const char*>(bytes.value().data()), bytes.value().size()});
  ASSERT_TRUE(parsed.ok()) << parsed.error().message;
  EXPECT_EQ(parsed.value().size(), 7494U);
  std::map<int, int> digits_of_writer;
  for (const PenDrawing& drawing : parsed.value()) ++digits_of_writer[drawing.writer];
  EXPECT_EQ(digits_of_writer.size(), 30U);
}

}  // namespace
}  // namespace inkdigit::training
