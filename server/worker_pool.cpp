#include "server/worker_pool.h"

#include <pthread.h>

#include <chrono>
#include <ctime>
#include <optional>
#include <utility>

namespace inkdigit {
namespace {

// What this thread has had of a core.
std::chrono::nanoseconds CoreTime() noexcept {
  timespec time{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

}  // namespace

WorkerPool::WorkerPool(int threads, std::size_t queue_limit)
    : count_(static_cast<std::size_t>(threads)), bound_(queue_limit, threads) {
  threads_.reserve(static_cast<std::size_t>(threads));
  for (int i = 0; i < threads; ++i) threads_.emplace_back([this] { Run(); });
}

WorkerPool::~WorkerPool() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    queue_.Clear();
  }
  wake_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

bool WorkerPool::TrySubmit(Task task) { return TrySubmit({}, std::move(task), nullptr); }

bool WorkerPool::TrySubmit(const IpAddress& client, Task task, std::function<void()> given_up) {
  std::optional<Waiting> gone;
  {
    const std::lock_guard lock(mutex_);
    const auto now = QueueBound::Clock::now();
    if (queue_.size() + running_ >= count_ + bound_.At(now)) {
      bound_.Refused(now);
      gone = queue_.MakeRoomFor(client, [](const Waiting& task_of_another) {
        return task_of_another.given_up != nullptr;
      });
      if (!gone) return false;
    }
    queue_.Push(client, {std::move(task), std::move(given_up)});
  }
  wake_.notify_one();
  if (gone) gone->given_up();
  return true;
}

std::size_t WorkerPool::waiting() {
  const std::lock_guard lock(mutex_);
  return queue_.size();
}

void WorkerPool::Run() {
  pthread_setname_np(pthread_self(), "reader");
  Workspace workspace;
  std::chrono::nanoseconds had = CoreTime();
  std::unique_lock lock(mutex_);
  while (true) {
    wake_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
    if (stopping_) return;
    std::optional<Waiting> next = queue_.Pop();
    ++running_;
    lock.unlock();
    next->task(workspace);
    next.reset();  // what it holds is freed before the thread sleeps
    const std::chrono::nanoseconds have = CoreTime();
    lock.lock();
    bound_.Served(have - had);  // waiting takes nothing
    had = have;
    --running_;
  }
}

}  // namespace inkdigit
