#include "cli/settings_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace inkdigit::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(SettingsFile, HoldsWordsTextsListsAndComments) {
  const auto settings = ParseSettings(
      "# the server\n"
      "listen = \"127.0.0.1:8000\"  # where\r\n"
      "threads=4\n"
      "\n"
      "  trusted-proxy = [ \"10.0.0.0/8\", ::1 , ]\n"
      "model = \"a \\\"b\\\" \\\\ # c\"");
  ASSERT_TRUE(settings.ok()) << settings.error().message;
  ASSERT_EQ(settings.value().size(), 4U);
  EXPECT_EQ(settings.value()[0].key, "listen");
  EXPECT_EQ(settings.value()[0].line, 2);
  EXPECT_THAT(settings.value()[0].values, ElementsAre("127.0.0.1:8000"));
  EXPECT_THAT(settings.value()[1].values, ElementsAre("4"));
  EXPECT_THAT(settings.value()[2].values, ElementsAre("10.0.0.0/8", "::1"));
  EXPECT_THAT(settings.value()[3].values, ElementsAre("a \"b\" \\ # c"));
}

TEST(SettingsFile, NamesTheLineThatIsWrong) {
  const auto message = [](std::string_view text) {
    const auto settings = ParseSettings(text);
    return settings.ok() ? std::string("taken") : settings.error().message;
  };
  EXPECT_THAT(message("\nlisten"), HasSubstr("line 2: a setting has to be KEY = VALUE"));
  EXPECT_THAT(message("= 3"), HasSubstr("line 1: a setting has to be KEY = VALUE"));
  EXPECT_THAT(message("[serve]"), HasSubstr("no sections"));
  EXPECT_THAT(message("listen ="), HasSubstr("line 1: listen: the value has to be"));
  EXPECT_THAT(message("listen = \"open"), HasSubstr("the value has to be"));
  EXPECT_THAT(message("listen = [\"a\" \"b\"]"), HasSubstr("the value has to be"));
  EXPECT_THAT(message("listen = [\"a\","), HasSubstr("the value has to be"));
  EXPECT_THAT(message("listen = two words"), HasSubstr("the value has to be"));
  EXPECT_THAT(message("keep = all\n\nkeep = never"),
              HasSubstr("line 3: keep is there already, in line 1"));
}

RC_GTEST_PROP(SettingsFile, TakesOrRefusesWhateverItHolds, (const std::string& text)) {
  (void)ParseSettings(text);
}

}  // namespace
}  // namespace inkdigit::cli
