#include "server/queue_bound.h"

#include <algorithm>

namespace inkdigit {

void QueueBound::Served(Clock::duration took) noexcept {
  constexpr double kWeight = 1.0 / 16;
  const double seconds = std::chrono::duration<double>(took).count();
  mean_seconds_ =
      mean_seconds_ == 0 ? seconds : mean_seconds_ + (seconds - mean_seconds_) * kWeight;
}

std::size_t QueueBound::At(Clock::time_point now) const noexcept {
  if (now >= busy_until_) return most_;
  const auto threads = static_cast<std::size_t>(threads_);
  if (mean_seconds_ <= 0) return std::min(most_, threads);
  const double wait = std::chrono::duration<double>(kBusyWait).count();
  const double done = std::min(1e6, wait / mean_seconds_ * static_cast<double>(threads_));
  return std::min(most_, std::max(threads, static_cast<std::size_t>(done)));
}

}  // namespace inkdigit
