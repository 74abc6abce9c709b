#include "cli/timing.h"

#include <gtest/gtest.h>

namespace inkdigit::cli {
namespace {

TEST(Timing, TakesTheMiddleAndTheTimeThat99OfAHundredKeep) {
  std::vector<double> times;
  for (int i = 200; i >= 1; --i) times.push_back(i);
  const Timing timing = Summarise(times);
  EXPECT_EQ(timing.median_us, 100.5);
  EXPECT_EQ(timing.p99_us, 198.0);
  EXPECT_EQ(timing.runs, 200U);
}

TEST(Timing, OfOneRunIsThatRun) {
  const Timing timing = Summarise({3.0});
  EXPECT_EQ(timing.median_us, 3.0);
  EXPECT_EQ(timing.p99_us, 3.0);
}

TEST(Timing, MeasuresAtLeastFiveRunsAfterOneThatDoesNotCount) {
  int runs = 0;
  EXPECT_EQ(Measure(0.0, [&] { ++runs; }).runs, 5U);
  EXPECT_EQ(runs, 6);
}

}  // namespace
}  // namespace inkdigit::cli
