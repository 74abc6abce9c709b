// Bytes of bodies held by all connections together, so that many clients can't fill the memory.
#pragma once

#include <atomic>
#include <cstddef>

namespace inkdigit {

// One connection's share of the total.
class BodyShare {
 public:
  BodyShare(std::atomic<std::size_t>& total, std::size_t limit) : total_(total), limit_(limit) {}
  ~BodyShare() { total_ -= bytes_; }
  BodyShare(const BodyShare&) = delete;  // it would be given back twice
  BodyShare& operator=(const BodyShare&) = delete;

  // False when all together would then exceed the limit.
  [[nodiscard]] bool GrowTo(std::size_t bytes) {
    if (bytes <= bytes_) return true;
    const std::size_t more = bytes - bytes_;
    bytes_ = bytes;
    return total_.fetch_add(more) + more <= limit_;
  }

 private:
  std::atomic<std::size_t>& total_;
  const std::size_t limit_;
  std::size_t bytes_ = 0;
};

}  // namespace inkdigit
