#include "cli/progress_bar.h"

#include <gtest/gtest.h>

namespace inkdigit::cli {
namespace {

TEST(ProgressLine, SaysHowFarHowFastAndHowLong) {
  EXPECT_EQ(ProgressLine(420, 1000, 12.0, 100),
            "  42 % [########            ] 420 of 1000, 35 a second, 0:16 left");
  EXPECT_EQ(ProgressLine(5, 5, 1.0, 100),
            " 100 % [####################] 5 of 5, 5 a second, 0:00 left");
}

TEST(ProgressLine, FitsTheTerminal) {
  EXPECT_EQ(ProgressLine(420, 1000, 12.0, 10), "  42 % [##");
  EXPECT_EQ(ProgressLine(420, 1000, 12.0, 0), "");
}

TEST(ProgressLine, KnowsNoRateBeforeTimeHasPassed) {
  EXPECT_EQ(ProgressLine(0, 3, 0.0, 100),
            "   0 % [                    ] 0 of 3, 0 a second, 0:00 left");
}

}  // namespace
}  // namespace inkdigit::cli
