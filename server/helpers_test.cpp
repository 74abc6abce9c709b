#include "server/helpers.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <stdexcept>
#include <thread>
#include <vector>

#include "server/worker_pool.h"

namespace inkdigit {
namespace {

std::vector<int> TimesDone(std::size_t count, Helpers* helpers) {
  std::vector<std::atomic<int>> times(count);
  Workspace workspace;
  ForEachPiece(count, helpers, workspace, [&](std::size_t i, Workspace&) { ++times[i]; });
  return {times.begin(), times.end()};
}

TEST(ForEachPiece, DoesEveryPieceOnceWithAndWithoutHelpers) {
  WorkerPool pool(3, 100);
  for (const std::size_t count : {0U, 1U, 2U, 3U, 100U}) {
    EXPECT_EQ(TimesDone(count, nullptr), std::vector<int>(count, 1)) << count;
    EXPECT_EQ(TimesDone(count, &pool), std::vector<int>(count, 1)) << count;
  }
}

TEST(ForEachPiece, UsesTheHelpersThreadsToo) {
  WorkerPool pool(2, 100);
  // Two pieces that each need the other to be under way: one thread alone would wait for ever.
  std::atomic<int> begun = 0;
  Workspace workspace;
  ForEachPiece(2, &pool, workspace, [&](std::size_t, Workspace&) {
    ++begun;
    while (begun < 2) std::this_thread::yield();
  });
  EXPECT_EQ(begun, 2);
}

TEST(ForEachPiece, WaitsForNoHelperThatIsBusy) {
  std::promise<void> gate;
  const std::shared_future<void> open = gate.get_future().share();
  WorkerPool pool(2, 100);
  for (int i = 0; i < 2; ++i) {
    ASSERT_TRUE(pool.TrySubmit([open](Workspace&) { open.wait(); }));
  }
  EXPECT_EQ(TimesDone(20, &pool), std::vector<int>(20, 1));
  gate.set_value();
}

TEST(ForEachPiece, MayBeCalledByTheHelpersThemselves) {
  WorkerPool pool(2, 100);
  std::promise<void> done;
  std::atomic<int> pieces = 0;
  std::atomic<int> callers = 0;
  for (int i = 0; i < 2; ++i) {
    ASSERT_TRUE(pool.TrySubmit([&](Workspace& workspace) {
      ForEachPiece(50, &pool, workspace, [&](std::size_t, Workspace&) { ++pieces; });
      if (++callers == 2) done.set_value();
    }));
  }
  done.get_future().wait();
  EXPECT_EQ(pieces, 100);
}

TEST(ForEachPiece, ThrowsWhatAPieceThrewWhenAllAreDone) {
  WorkerPool pool(2, 100);
  std::atomic<int> done = 0;
  Workspace workspace;
  EXPECT_THROW(ForEachPiece(10, &pool, workspace,
                            [&](std::size_t i, Workspace&) {
                              ++done;
                              if (i == 3) throw std::runtime_error("piece 3");
                            }),
               std::runtime_error);
  EXPECT_EQ(done, 10);
}

}  // namespace
}  // namespace inkdigit
