#include "cli/manifest.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace inkdigit::cli {
namespace {

TEST(Manifest, TakesFileAndLabelAndIgnoresFurtherColumns) {
  const auto entries = ParseManifest("a.png\t7\tphoto\tsomeone\nb.png\t42\n");
  ASSERT_TRUE(entries.ok());
  ASSERT_EQ(entries.value().size(), 2U);
  EXPECT_EQ(entries.value()[0].file, "a.png");
  EXPECT_EQ(entries.value()[0].label, "7");
  EXPECT_EQ(entries.value()[1].label, "42");
}

TEST(Manifest, AnEmptyLabelMeansThatNothingIsToBeRead) {
  const auto entries = ParseManifest("blank.png\t\tdrawn\n");
  ASSERT_TRUE(entries.ok());
  EXPECT_EQ(entries.value()[0].label, "");
}

TEST(Manifest, TakesWindowsLineEndsBlankLinesAndAMissingLastNewline) {
  const auto entries = ParseManifest("a.png\t1\r\n\r\nb.png\t2");
  ASSERT_TRUE(entries.ok());
  ASSERT_EQ(entries.value().size(), 2U);
  EXPECT_EQ(entries.value()[0].label, "1");
  EXPECT_EQ(entries.value()[1].file, "b.png");
}

TEST(Manifest, NamesTheLineThatIsWrong) {
  EXPECT_EQ(ParseManifest("a.png\t1\nb.png 2\n").error().message,
            "line 2: no tab; a line is FILE<TAB>LABEL[<TAB>anything]");
  EXPECT_EQ(ParseManifest("\t1\n").error().message,
            "line 1: the file name before the tab is empty");
  EXPECT_EQ(ParseManifest("a.png\tseven\n").error().message,
            "line 1: the label must be digits, or empty where nothing is to be read");
}

TEST(Manifest, AnyTextGivesEntriesOrAnError) {
  rc::check([](const std::string& text) {
    const auto entries = ParseManifest(text);
    if (!entries) RC_ASSERT(entries.error().message.starts_with("line "));
  });
}

}  // namespace
}  // namespace inkdigit::cli
