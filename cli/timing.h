// How long a piece of work takes.
#pragma once

#include <chrono>
#include <cstddef>
#include <utility>
#include <vector>

namespace inkdigit::cli {

struct Timing {
  double median_us = 0.0;
  double p99_us = 0.0;
  std::size_t runs = 0;
};

// Of at least one run's microseconds. The p99 is the smallest time that 99 % of the runs kept.
[[nodiscard]] Timing Summarise(std::vector<double> microseconds);

// Runs `work` for about so many seconds, and at least 5 times, after one run that doesn't count.
template <typename Work>
[[nodiscard]] Timing Measure(double seconds, Work work) {
  using Clock = std::chrono::steady_clock;
  constexpr std::size_t kLeastRuns = 5;
  work();
  std::vector<double> times;
  const Clock::time_point begin = Clock::now();
  while (times.size() < kLeastRuns ||
         std::chrono::duration<double>(Clock::now() - begin).count() < seconds) {
    const Clock::time_point start = Clock::now();
    work();
    times.push_back(std::chrono::duration<double, std::micro>(Clock::now() - start).count());
  }
  return Summarise(std::move(times));
}

}  // namespace inkdigit::cli
