// Threads for work that takes milliseconds, with a bounded queue before them.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

#include "server/helpers.h"

namespace inkdigit {

class WorkerPool final : public Helpers {
 public:
  // Requires threads >= 1. At most `queue_limit` tasks wait besides those that run.
  WorkerPool(int threads, std::size_t queue_limit);
  // Finishes the tasks that run and drops those that wait.
  ~WorkerPool() override;
  WorkerPool(const WorkerPool&) = delete;  // threads hold its address
  WorkerPool& operator=(const WorkerPool&) = delete;

  // False, and `task` is gone, when the queue is full. Thread-safe.
  [[nodiscard]] bool TrySubmit(Task task) override;
  [[nodiscard]] std::size_t threads() const noexcept override { return threads_.size(); }

 private:
  void Run();

  const std::size_t limit_;  // tasks that run or wait
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Task> queue_;  // guarded by mutex_, as are the next two
  std::size_t running_ = 0;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace inkdigit
