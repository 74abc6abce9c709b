// Many pieces of work on many threads, their results one after the other.
#pragma once

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace inkdigit::cli {

// Runs make(index, worker) for every index below `count` on `threads` threads (worker: 0 to
// threads - 1, for what a thread keeps to itself) and hands each result to take(index, result) in
// the order of the indices, on the calling thread. At most 4 results a thread wait, so memory
// does not grow with `count`. What `make` or `take` throws is thrown here, after all threads ended.
template <typename Result, typename Make, typename Take>
void InOrder(std::size_t count, std::size_t threads, Make make, Take take) {
  threads = std::clamp<std::size_t>(threads, 1, std::max<std::size_t>(count, 1));
  if (threads == 1) {
    for (std::size_t i = 0; i < count; ++i) take(i, make(i, std::size_t{0}));
    return;
  }

  struct Slot {
    std::optional<Result> result;
    std::exception_ptr failure;
  };
  std::mutex mutex;
  std::condition_variable changed;
  std::vector<Slot> slots(4 * threads);
  std::size_t next = 0;   // not yet begun
  std::size_t taken = 0;  // handed over
  bool stop = false;

  const auto work = [&](std::size_t worker) {
    std::unique_lock lock(mutex);
    while (true) {
      changed.wait(lock, [&] { return stop || next == count || next < taken + slots.size(); });
      if (stop || next == count) return;
      const std::size_t index = next++;
      lock.unlock();
      Slot done;
      try {
        done.result.emplace(make(index, worker));
      } catch (...) {
        done.failure = std::current_exception();
      }
      lock.lock();
      slots[index % slots.size()] = std::move(done);
      changed.notify_all();
    }
  };
  std::vector<std::jthread> workers;
  for (std::size_t worker = 0; worker < threads; ++worker) workers.emplace_back(work, worker);

  const auto finish = [&] {
    {
      const std::lock_guard lock(mutex);
      stop = true;
    }
    changed.notify_all();
    workers.clear();
  };
  try {
    for (std::size_t i = 0; i < count; ++i) {
      Slot& slot = slots[i % slots.size()];
      Slot done;
      {
        std::unique_lock lock(mutex);
        changed.wait(lock, [&] { return slot.result.has_value() || slot.failure != nullptr; });
        done.result.swap(slot.result);
        done.failure.swap(slot.failure);
        ++taken;
      }
      changed.notify_all();
      if (done.failure) std::rethrow_exception(done.failure);
      take(i, std::move(*done.result));
    }
  } catch (...) {
    finish();
    throw;
  }
  finish();
}

}  // namespace inkdigit::cli
