// Many connections on one thread, for measuring a server: at a steady rate whatever it answers, or
// each connection as fast as it can.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace inkdigit {

struct LoadPlan {
  std::uint16_t port = 0;  // of 127.0.0.1
  std::string request;     // whole, as it is sent
  double seconds = 1;
  std::size_t connections = 1;
  // Requests a second, at random moments (a Poisson process), on whichever connection is free; 0:
  // each connection sends the next as soon as it has an answer.
  double rate = 0;
};

struct LoadResult {
  std::size_t answered = 0;  // with status 200
  std::size_t busy = 0;      // 503
  std::size_t limited = 0;   // 429
  std::size_t other = 0;     // any other status
  std::size_t lost = 0;      // sent, and no answer came
  double seconds = 0;
  // Of answers with 200, and of the refused (503 and 429), sorted. From the moment when the request
  // was due, so that a server that makes us wait can't hide it.
  std::vector<double> latencies_ms;
  std::vector<double> refused_ms;

  // The value below which a share of `sorted` lies; 0 where there is none.
  [[nodiscard]] static double Quantile(const std::vector<double>& sorted, double share);
};

// Throws std::system_error where no connection can be made at first; ends early when the server
// goes.
[[nodiscard]] LoadResult RunLoad(const LoadPlan& plan);

// Opens connections, has one answer on each, calls `all_open` and keeps them for `seconds`. The
// number that is still open then.
[[nodiscard]] std::size_t HoldIdle(std::uint16_t port, std::size_t connections, double seconds,
                                   const std::function<void()>& all_open);

}  // namespace inkdigit
