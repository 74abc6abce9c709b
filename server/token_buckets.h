// How often each client may ask: a bucket of tokens for each, filled at a steady rate.
#pragma once

#include <chrono>
#include <cstddef>
#include <list>
#include <mutex>
#include <unordered_map>

#include "server/ip_network.h"

namespace inkdigit {

// Thread-safe.
class TokenBuckets {
 public:
  using Clock = std::chrono::steady_clock;
  // Clients remembered; beyond, whoever asked longest ago is forgotten and starts with a full
  // bucket again. 8 MB.
  static constexpr std::size_t kMostClients = 65'536;

  // `rate`: tokens a second, above 0. `burst`: what a bucket holds, at least 1.
  TokenBuckets(double rate, double burst) : rate_(rate), burst_(burst) {}

  // Takes a token: 0, or how long it is until there is one.
  [[nodiscard]] std::chrono::milliseconds Take(const IpAddress& client, Clock::time_point now);

  [[nodiscard]] std::size_t clients();

 private:
  struct Bucket {
    IpAddress client;
    double tokens = 0;
    Clock::time_point filled;
  };

  const double rate_;
  const double burst_;
  std::mutex mutex_;
  std::list<Bucket> buckets_;  // whoever asked last comes first
  std::unordered_map<IpAddress, std::list<Bucket>::iterator, IpAddressHash> by_client_;
};

}  // namespace inkdigit
