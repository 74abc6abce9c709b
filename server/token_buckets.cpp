#include "server/token_buckets.h"

#include <algorithm>
#include <cmath>

namespace inkdigit {

std::chrono::milliseconds TokenBuckets::Take(const IpAddress& client, Clock::time_point now) {
  const std::lock_guard lock(mutex_);
  const auto known = by_client_.find(client);
  if (known != by_client_.end()) {
    buckets_.splice(buckets_.begin(), buckets_, known->second);
  } else {
    if (buckets_.size() >= kMostClients) {
      by_client_.erase(buckets_.back().client);
      buckets_.pop_back();
    }
    buckets_.push_front({client, burst_, now});
    by_client_.emplace(client, buckets_.begin());
  }
  Bucket& bucket = buckets_.front();
  const double seconds = std::chrono::duration<double>(now - bucket.filled).count();
  bucket.tokens = std::min(burst_, bucket.tokens + std::max(0.0, seconds) * rate_);
  bucket.filled = now;
  if (bucket.tokens >= 1) {
    bucket.tokens -= 1;
    return std::chrono::milliseconds(0);
  }
  constexpr double kInSecond = 1000;
  const double wait = std::ceil((1 - bucket.tokens) / rate_ * kInSecond);
  return std::chrono::milliseconds(std::max<std::int64_t>(1, static_cast<std::int64_t>(wait)));
}

std::size_t TokenBuckets::clients() {
  const std::lock_guard lock(mutex_);
  return buckets_.size();
}

}  // namespace inkdigit
