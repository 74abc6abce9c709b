// How many requests may wait for a worker: many in a burst, few while more come than can be done.
#pragma once

#include <chrono>
#include <cstddef>

namespace inkdigit {

// A burst is worth waiting for: each of its requests is answered a little later. While requests
// come faster than they are done, a long queue answers no more of them, only all of them late. So
// the first refusal makes the queue short, to what is done within kBusyWait, until a second has
// passed without another one. One thread at a time.
class QueueBound {
 public:
  using Clock = std::chrono::steady_clock;
  static constexpr std::chrono::milliseconds kBusyWait{10};
  static constexpr std::chrono::seconds kBusy{1};

  // `most` wait in a burst; `threads` (at least 1) work.
  QueueBound(std::size_t most, int threads) : most_(most), threads_(threads) {}

  // To be told how much of a core's time each request took, and of each that was refused. Not the
  // time on the wall: on a busy machine that grows, and a queue that were shortened for it would
  // leave the workers idle whenever the I/O thread is held up.
  void Served(Clock::duration took) noexcept;
  void Refused(Clock::time_point now) noexcept { busy_until_ = now + kBusy; }

  // At least one for each worker, where `most` allows that.
  [[nodiscard]] std::size_t At(Clock::time_point now) const noexcept;

 private:
  std::size_t most_;
  int threads_;
  double mean_seconds_ = 0;  // of a request, the latest counting most
  Clock::time_point busy_until_{};
};

}  // namespace inkdigit
