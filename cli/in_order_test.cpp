#include "cli/in_order.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <stdexcept>
#include <string>

namespace inkdigit::cli {
namespace {

TEST(InOrder, HandsOverEveryResultOnceAndInOrder) {
  rc::check([] {
    const auto count = *rc::gen::inRange<std::size_t>(0, 200);
    const auto threads = *rc::gen::inRange<std::size_t>(0, 9);
    std::vector<std::size_t> seen;
    InOrder<std::size_t>(
        count, threads, [](std::size_t i, std::size_t) { return i * i; },
        [&seen](std::size_t i, std::size_t square) {
          RC_ASSERT(square == i * i);
          seen.push_back(i);
        });
    RC_ASSERT(seen.size() == count);
    for (std::size_t i = 0; i < count; ++i) RC_ASSERT(seen[i] == i);
  });
}

TEST(InOrder, NeverRunsFarAheadOfWhatWasTaken) {
  std::atomic<std::size_t> made{0};
  std::size_t farthest = 0;
  InOrder<int>(
      500, 3,
      [&made](std::size_t, std::size_t) {
        ++made;
        return 0;
      },
      [&](std::size_t i, int) {
        std::this_thread::sleep_for(std::chrono::microseconds(20));
        farthest = std::max(farthest, made.load() - i);
      });
  EXPECT_LE(farthest, 4U * 3U + 3U);
}

TEST(InOrder, GivesAWorkerNumberToOneThreadOnly) {
  std::array<std::atomic<int>, 4> inside{};
  InOrder<int>(
      400, inside.size(),
      [&inside](std::size_t, std::size_t worker) {
        EXPECT_EQ(inside[worker]++, 0);
        std::this_thread::yield();
        --inside[worker];
        return 0;
      },
      [](std::size_t, int) {});
}

TEST(InOrder, ThrowsWhatTheWorkThrew) {
  for (const std::size_t threads : {1U, 4U}) {
    EXPECT_THROW(InOrder<int>(
                     100, threads,
                     [](std::size_t i, std::size_t) -> int {
                       if (i == 50) throw std::runtime_error("fifty");
                       return 0;
                     },
                     [](std::size_t i, int) { EXPECT_LT(i, 50U); }),
                 std::runtime_error);
  }
}

TEST(InOrder, EndsItsThreadsWhenTakingThrows) {
  EXPECT_THROW(InOrder<std::unique_ptr<int>>(
                   1000, 4, [](std::size_t, std::size_t) { return std::make_unique<int>(1); },
                   [](std::size_t i, std::unique_ptr<int>) {
                     if (i == 3) throw std::runtime_error("three");
                   }),
               std::runtime_error);
}

}  // namespace
}  // namespace inkdigit::cli
