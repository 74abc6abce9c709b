#include "server/token_buckets.h"

#include <gtest/gtest.h>

namespace inkdigit {
namespace {

using namespace std::chrono_literals;

IpAddress Client(std::uint32_t number) {
  IpAddress address;
  for (std::size_t i = 0; i < 4; ++i) {
    address.bytes[i] = static_cast<std::uint8_t>(number >> (8 * i));
  }
  return address;
}

TEST(TokenBuckets, GiveABurstAndThenTheRate) {
  TokenBuckets buckets(10, 3);
  const TokenBuckets::Clock::time_point start{};
  for (int i = 0; i < 3; ++i) EXPECT_EQ(buckets.Take(Client(1), start), 0ms);
  EXPECT_EQ(buckets.Take(Client(1), start), 100ms);
  EXPECT_EQ(buckets.Take(Client(1), start + 50ms), 50ms);
  EXPECT_EQ(buckets.Take(Client(1), start + 101ms), 0ms);
  EXPECT_GT(buckets.Take(Client(1), start + 101ms), 0ms);
}

TEST(TokenBuckets, HoldNoMoreThanTheBurst) {
  TokenBuckets buckets(10, 2);
  const TokenBuckets::Clock::time_point start{};
  EXPECT_EQ(buckets.Take(Client(1), start), 0ms);
  for (int i = 0; i < 2; ++i) EXPECT_EQ(buckets.Take(Client(1), start + 1h), 0ms);
  EXPECT_GT(buckets.Take(Client(1), start + 1h), 0ms);
}

TEST(TokenBuckets, AreOfOneClientEach) {
  TokenBuckets buckets(1, 1);
  const TokenBuckets::Clock::time_point start{};
  EXPECT_EQ(buckets.Take(Client(1), start), 0ms);
  EXPECT_GT(buckets.Take(Client(1), start), 0ms);
  EXPECT_EQ(buckets.Take(Client(2), start), 0ms);
}

TEST(TokenBuckets, ForgetWhoeverAskedLongestAgo) {
  TokenBuckets buckets(0.001, 1);
  const TokenBuckets::Clock::time_point start{};
  for (std::uint32_t i = 0; i < TokenBuckets::kMostClients + 100; ++i) {
    EXPECT_EQ(buckets.Take(Client(i), start), 0ms);
  }
  EXPECT_EQ(buckets.clients(), TokenBuckets::kMostClients);
  EXPECT_GT(buckets.Take(Client(TokenBuckets::kMostClients), start), 0ms);  // still known
  EXPECT_EQ(buckets.Take(Client(0), start), 0ms);                           // forgotten
}

TEST(TokenBuckets, AreNotConfusedByAClockThatStands) {
  TokenBuckets buckets(1, 1);
  const TokenBuckets::Clock::time_point start = TokenBuckets::Clock::time_point{} + 1h;
  EXPECT_EQ(buckets.Take(Client(1), start), 0ms);
  EXPECT_EQ(buckets.Take(Client(1), start - 1min), 1000ms);
}

}  // namespace
}  // namespace inkdigit
