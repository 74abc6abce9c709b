#include "server/queue_bound.h"

#include <gtest/gtest.h>

namespace inkdigit {
namespace {

using namespace std::chrono_literals;
using Clock = QueueBound::Clock;

TEST(QueueBound, IsLongInABurstAndShortWhileRequestsAreRefused) {
  QueueBound bound(128, 2);
  const Clock::time_point start = Clock::time_point{} + 1h;
  for (int i = 0; i < 100; ++i) bound.Served(1ms);
  EXPECT_EQ(bound.At(start), 128U);
  bound.Refused(start);
  EXPECT_EQ(bound.At(start), 20U);  // 10 ms of work for two
  EXPECT_EQ(bound.At(start + 999ms), 20U);
  bound.Refused(start + 999ms);
  EXPECT_EQ(bound.At(start + 1998ms), 20U);
  EXPECT_EQ(bound.At(start + 1999ms), 128U);
}

TEST(QueueBound, LeavesOneForEachWorkerWhereRequestsTakeLong) {
  QueueBound bound(128, 4);
  bound.Served(2s);
  bound.Refused(Clock::time_point{} + 1h);
  EXPECT_EQ(bound.At(Clock::time_point{} + 1h), 4U);
}

TEST(QueueBound, IsNeverLongerThanItWasMade) {
  QueueBound none(0, 4);
  EXPECT_EQ(none.At(Clock::time_point{} + 1h), 0U);
  none.Refused(Clock::time_point{} + 1h);
  EXPECT_EQ(none.At(Clock::time_point{} + 1h), 0U);
  QueueBound quick(128, 1);
  quick.Served(1ns);
  quick.Refused(Clock::time_point{} + 1h);
  EXPECT_EQ(quick.At(Clock::time_point{} + 1h), 128U);
}

TEST(QueueBound, FollowsWhatRequestsTakeNow) {
  QueueBound bound(1000, 1);
  for (int i = 0; i < 10; ++i) bound.Served(100ms);
  for (int i = 0; i < 200; ++i) bound.Served(1ms);
  bound.Refused(Clock::time_point{} + 1h);
  EXPECT_GE(bound.At(Clock::time_point{} + 1h), 9U);
}

}  // namespace
}  // namespace inkdigit
