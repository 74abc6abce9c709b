#include "server/fair_queue.h"

#include <gtest/gtest.h>

#include <string>

namespace inkdigit {
namespace {

const IpAddress kAnn = *IpAddress::Parse("192.0.2.1");
const IpAddress kBob = *IpAddress::Parse("192.0.2.2");
const IpAddress kEve = *IpAddress::Parse("192.0.2.3");

std::string PopAll(FairQueue<std::string>& queue) {
  std::string order;
  while (!queue.empty()) order += queue.Pop();
  return order;
}

TEST(FairQueue, ClientsTakeTurnsAndEachKeepsItsOrder) {
  FairQueue<std::string> queue;
  for (const char* item : {"a", "b", "c", "d"}) queue.Push(kAnn, item);
  queue.Push(kBob, "1");
  queue.Push(kEve, "x");
  queue.Push(kBob, "2");
  EXPECT_EQ(queue.size(), 7U);
  EXPECT_EQ(PopAll(queue), "a1xb2cd");
}

TEST(FairQueue, WhoeverComesLateIsServedAfterOneOfEachOther) {
  FairQueue<std::string> queue;
  for (int i = 0; i < 1000; ++i) queue.Push(kAnn, "a");
  EXPECT_EQ(queue.Pop(), "a");
  queue.Push(kBob, "1");
  EXPECT_EQ(queue.Pop(), "a");
  EXPECT_EQ(queue.Pop(), "1");
}

TEST(FairQueue, TakesRoomFromWhoeverHasMost) {
  const auto always = [](const std::string&) { return true; };
  FairQueue<std::string> queue;
  for (const char* item : {"a", "b", "c"}) queue.Push(kAnn, item);
  queue.Push(kBob, "1");
  EXPECT_EQ(queue.MakeRoomFor(kEve, always), "c");
  EXPECT_EQ(queue.MakeRoomFor(kBob, always), std::nullopt);  // Ann has but one more
  EXPECT_EQ(queue.MakeRoomFor(kAnn, always), std::nullopt);  // it is Ann herself
  EXPECT_EQ(queue.MakeRoomFor(kEve, [](const std::string&) { return false; }), std::nullopt);
  EXPECT_EQ(queue.size(), 3U);
  EXPECT_EQ(PopAll(queue), "a1b");
  EXPECT_EQ(queue.MakeRoomFor(kEve, always), std::nullopt);
}

TEST(FairQueue, IsEmptyAfterItWasCleared) {
  FairQueue<std::string> queue;
  queue.Push(kAnn, "a");
  queue.Clear();
  EXPECT_TRUE(queue.empty());
  queue.Push(kAnn, "b");
  EXPECT_EQ(PopAll(queue), "b");
}

}  // namespace
}  // namespace inkdigit
