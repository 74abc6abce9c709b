#include "server/deadline.h"

namespace inkdigit {
namespace {

using boost::system::error_code;

// How often an operation that ran out of time is cancelled until it ends: a composed operation may
// just be between two reads when the first cancellation comes.
constexpr std::chrono::milliseconds kCancelAgain{50};

}  // namespace

void Deadline::Arm(std::chrono::milliseconds time) {
  late_ = false;
  deadline_ = Clock::now() + time;
  if (deadline_ < rings_at_) RingAt(deadline_);
}

void Deadline::Shorten(std::chrono::milliseconds time) {
  const Clock::time_point deadline = Clock::now() + time;
  if (deadline_ == kNever || deadline_ <= deadline) return;
  deadline_ = deadline;
  if (deadline_ < rings_at_) RingAt(deadline_);
}

bool Deadline::Disarm() noexcept {
  deadline_ = kNever;
  return late_;
}

void Deadline::RingAt(Clock::time_point time) {
  rings_at_ = time;
  timer_.expires_at(time);  // who waited before is told so by an error
  timer_.async_wait([this, owner = owner_](error_code error) {
    const auto alive = owner.lock();
    if (alive && !error) Ring();
  });
}

void Deadline::Ring() {
  rings_at_ = kNever;
  if (deadline_ == kNever) return;
  const Clock::time_point now = Clock::now();
  if (now >= deadline_) {
    late_ = true;
    error_code ignored;
    socket_.cancel(ignored);
    deadline_ = now + kCancelAgain;
  }
  RingAt(deadline_);
}

}  // namespace inkdigit
