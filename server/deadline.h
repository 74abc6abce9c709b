// When a connection's operations take too long.
#pragma once

#include <utility>  // Asio 1.74 needs it and doesn't include it

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <memory>

namespace inkdigit {

// Cancels the socket's operations at a time that is moved several times in each request: to the end
// of its header, its body, its answer. The timer is left alone as long as it rings no later than
// that, and when it rings too early it is wound up again: so a busy connection touches it every few
// seconds, and not eight times a request. Beast's own tcp_stream closes the socket when time is up,
// so that no 408 could be sent. All on the socket's executor.
class Deadline {
 public:
  using Clock = std::chrono::steady_clock;

  explicit Deadline(boost::asio::ip::tcp::socket& socket)
      : socket_(socket), timer_(socket.get_executor()) {}

  // What holds this and the socket, before all else.
  void BelongTo(std::weak_ptr<const void> owner) { owner_ = std::move(owner); }

  void Arm(std::chrono::milliseconds time);
  // No later than so, if it is armed.
  void Shorten(std::chrono::milliseconds time);
  // True when the time was up.
  bool Disarm() noexcept;

 private:
  static constexpr Clock::time_point kNever = Clock::time_point::max();

  void RingAt(Clock::time_point time);
  void Ring();

  boost::asio::ip::tcp::socket& socket_;
  boost::asio::steady_timer timer_;
  std::weak_ptr<const void> owner_;
  Clock::time_point deadline_ = kNever;
  Clock::time_point rings_at_ = kNever;  // never: nothing waits for the timer
  bool late_ = false;
};

}  // namespace inkdigit
