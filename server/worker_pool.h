// Threads for work that takes milliseconds, with a bounded queue before them.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "inkdigit/model.h"
#include "server/fair_queue.h"
#include "server/helpers.h"
#include "server/ip_network.h"
#include "server/queue_bound.h"

namespace inkdigit {

class WorkerPool final : public Helpers {
 public:
  // Requires threads >= 1. At most `queue_limit` tasks wait besides those that run; fewer while
  // more come than can be done (QueueBound).
  WorkerPool(int threads, std::size_t queue_limit);
  // Finishes the tasks that run and drops those that wait.
  ~WorkerPool() override;
  WorkerPool(const WorkerPool&) = delete;  // threads hold its address
  WorkerPool& operator=(const WorkerPool&) = delete;

  // False, and `task` is gone, when the queue is full. Thread-safe.
  [[nodiscard]] bool TrySubmit(Task task) override;
  [[nodiscard]] std::size_t threads() const noexcept override { return count_; }
  // The same for a client: clients take turns. Where the queue is full, the newest task of the
  // client that has most may be given up for one of a client that has fewer; its `given_up` is then
  // called, on the thread that submits.
  [[nodiscard]] bool TrySubmit(const IpAddress& client, Task task, std::function<void()> given_up);

  // Tasks that wait. Thread-safe.
  [[nodiscard]] std::size_t waiting();

 private:
  struct Waiting {
    Task task;
    std::function<void()> given_up;  // empty: it may not be
  };

  void Run();

  const std::size_t count_;  // of threads
  std::mutex mutex_;
  std::condition_variable wake_;
  FairQueue<Waiting> queue_;  // guarded by mutex_, as are the next three
  QueueBound bound_;
  std::size_t running_ = 0;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace inkdigit
