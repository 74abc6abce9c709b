#include "cli/terminal.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <unistd.h>

#include <cstdlib>

namespace inkdigit::cli {
namespace {

TEST(EscapeField, KeepsALineALineAndAFieldAField) {
  EXPECT_EQ(EscapeField("a\tb\nc\\d\re"), "a\\tb\\nc\\\\d\\re");
}

TEST(EscapeField, NeverLeavesATabOrANewline) {
  rc::check([](const std::string& text) {
    RC_ASSERT(EscapeField(text).find_first_of("\t\n\r") == std::string::npos);
  });
}

TEST(WantsColor, NoOneWantsColorInAPipe) {
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  unsetenv("NO_COLOR");
  setenv("TERM", "xterm-256color", 1);
  EXPECT_FALSE(WantsColor(ends[1]));
  close(ends[0]);
  close(ends[1]);
}

TEST(WantsColor, IsRefusedByNoColorEvenOnATerminal) {
  const int terminal = posix_openpt(O_RDWR | O_NOCTTY);
  if (terminal < 0) GTEST_SKIP() << "this machine gives no pseudo-terminal";
  ASSERT_EQ(grantpt(terminal), 0);
  ASSERT_EQ(unlockpt(terminal), 0);
  setenv("TERM", "xterm-256color", 1);
  unsetenv("NO_COLOR");
  EXPECT_TRUE(WantsColor(terminal));
  setenv("NO_COLOR", "1", 1);
  EXPECT_FALSE(WantsColor(terminal));
  unsetenv("NO_COLOR");
  close(terminal);
}

}  // namespace
}  // namespace inkdigit::cli
