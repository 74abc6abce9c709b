#include "server/worker_pool.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <optional>
#include <set>
#include <string>

namespace inkdigit {
namespace {

TEST(WorkerPool, RunsEverythingThatItTook) {
  std::atomic<int> ran = 0;
  std::promise<void> all;
  WorkerPool pool(3, 1000);
  constexpr int kTasks = 500;
  for (int i = 0; i < kTasks; ++i) {
    ASSERT_TRUE(pool.TrySubmit([&](Workspace&) {
      if (++ran == kTasks) all.set_value();
    }));
  }
  all.get_future().wait();
  EXPECT_EQ(ran, kTasks);
}

TEST(WorkerPool, RefusesWhenTheQueueIsFull) {
  std::promise<void> gate;
  const std::shared_future<void> open = gate.get_future().share();
  std::atomic<int> ran = 0;
  {
    WorkerPool pool(1, 2);
    const auto task = [&, open](Workspace&) {
      open.wait();
      ++ran;
    };
    EXPECT_TRUE(pool.TrySubmit(task));  // runs
    EXPECT_TRUE(pool.TrySubmit(task));  // wait
    EXPECT_TRUE(pool.TrySubmit(task));
    EXPECT_FALSE(pool.TrySubmit(task));
    gate.set_value();
    while (ran < 3) std::this_thread::yield();
    // There is room again as soon as the thread comes back for the next one.
    while (!pool.TrySubmit(task)) std::this_thread::yield();
    while (ran < 4) std::this_thread::yield();
  }
  EXPECT_EQ(ran, 4);
}

TEST(WorkerPool, FinishesWhatRunsAndDropsWhatWaitsWhenItEnds) {
  std::atomic<int> ran = 0;
  std::promise<void> started;
  std::promise<void> gate;
  std::optional<WorkerPool> pool(std::in_place, 1, 10);
  ASSERT_TRUE(pool->TrySubmit([&](Workspace&) {
    started.set_value();
    gate.get_future().wait();
    ++ran;
  }));
  started.get_future().wait();
  for (int i = 0; i < 5; ++i) {
    ASSERT_TRUE(pool->TrySubmit([&](Workspace&) { ++ran; }));
  }
  std::thread opener([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    gate.set_value();
  });
  pool.reset();
  opener.join();
  EXPECT_EQ(ran, 1);
}

TEST(WorkerPool, GivesUpATaskOfWhoeverHasMostForAnotherClient) {
  const IpAddress busy = *IpAddress::Parse("192.0.2.1");
  const IpAddress calm = *IpAddress::Parse("192.0.2.2");
  std::promise<void> started;
  std::promise<void> gate;
  std::atomic<int> given_up = 0;
  std::string order;
  {
    WorkerPool pool(1, 3);
    ASSERT_TRUE(pool.TrySubmit([&](Workspace&) {
      started.set_value();
      gate.get_future().wait();
    }));
    started.get_future().wait();
    const auto submit = [&](const IpAddress& client, char name) {
      return pool.TrySubmit(
          client, [&order, name](Workspace&) { order += name; }, [&] { ++given_up; });
    };
    for (const char name : {'a', 'b', 'c'}) ASSERT_TRUE(submit(busy, name));
    EXPECT_EQ(pool.waiting(), 3U);
    EXPECT_FALSE(submit(busy, 'd'));
    EXPECT_EQ(given_up, 0);
    EXPECT_TRUE(submit(calm, '1'));
    EXPECT_EQ(given_up, 1);
    EXPECT_FALSE(submit(calm, '2'));  // they have nearly the same now
    gate.set_value();
    while (pool.waiting() > 0) std::this_thread::yield();
  }
  EXPECT_EQ(order, "a1b");
}

TEST(WorkerPool, GivesEachThreadItsOwnWorkspace) {
  std::mutex mutex;
  std::set<Workspace*> workspaces;
  std::promise<void> both;
  {
    WorkerPool pool(2, 10);
    const auto open = both.get_future().share();
    for (int i = 0; i < 2; ++i) {
      ASSERT_TRUE(pool.TrySubmit([&, open](Workspace& workspace) {
        {
          const std::lock_guard lock(mutex);
          workspaces.insert(&workspace);
          if (workspaces.size() == 2) both.set_value();
        }
        open.wait();  // so that the other thread has to take the other task
      }));
    }
    open.wait();
  }
  EXPECT_EQ(workspaces.size(), 2U);
}

}  // namespace
}  // namespace inkdigit
