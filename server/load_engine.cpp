#include "server/load_engine.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <deque>
#include <random>
#include <string_view>
#include <system_error>
#include <thread>

#include "server/file_limit.h"

namespace inkdigit {
namespace {

using Clock = std::chrono::steady_clock;

int Connect(std::uint16_t port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (socket < 0 ||
      ::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    const int reason = errno;
    if (socket >= 0) ::close(socket);
    throw std::system_error(reason, std::generic_category(), "connect");
  }
  const int on = 1;
  ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  ::fcntl(socket, F_SETFL, O_NONBLOCK);
  return socket;
}

struct Connection {
  int socket = -1;
  bool busy = false;
  bool closing = false;  // the last answer said so
  std::size_t sent = 0;
  std::string received;
  Clock::time_point due;
};

class Engine {
 public:
  explicit Engine(const LoadPlan& plan) : plan_(plan), epoll_(::epoll_create1(EPOLL_CLOEXEC)) {
    connections_.resize(plan.connections);
    for (std::size_t i = 0; i < connections_.size(); ++i) {
      Open(i);
      free_.push_back(i);
    }
  }
  ~Engine() {
    for (const Connection& connection : connections_) ::close(connection.socket);
    ::close(epoll_);
  }
  Engine(const Engine&) = delete;  // one owner of the sockets
  Engine& operator=(const Engine&) = delete;

  LoadResult Run() {
    const auto start = Clock::now();
    const auto end = start + std::chrono::duration_cast<Clock::duration>(
                                 std::chrono::duration<double>(plan_.seconds));
    // What was sent is waited for, within reason.
    const auto last = end + std::chrono::seconds(10);
    next_ = start;
    while (true) {
      const auto now = Clock::now();
      if (now < end && !gone_) {
        SendWhatIsDue(now);
      } else if (free_.size() == connections_.size() || now >= last) {
        break;
      }
      std::array<epoll_event, 256> events;
      const int count = ::epoll_wait(epoll_, events.data(), events.size(), Patience(now, end));
      for (int i = 0; i < count; ++i) {
        const auto& event = events[static_cast<std::size_t>(i)];
        Serve(static_cast<std::size_t>(event.data.u64), event.events);
      }
    }
    result_.lost += connections_.size() - free_.size();
    result_.seconds = std::chrono::duration<double>(end - start).count();
    std::sort(result_.latencies_ms.begin(), result_.latencies_ms.end());
    std::sort(result_.refused_ms.begin(), result_.refused_ms.end());
    return std::move(result_);
  }

 private:
  void Open(std::size_t i) {
    connections_[i] = {};
    connections_[i].socket = Connect(plan_.port);
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = i;
    ::epoll_ctl(epoll_, EPOLL_CTL_ADD, connections_[i].socket, &event);
  }

  // Milliseconds to sleep; none when something is due soon, because a sleep is never exact.
  [[nodiscard]] int Patience(Clock::time_point now, Clock::time_point end) const {
    if (now >= end || plan_.rate <= 0) return 10;
    const auto wait = std::chrono::duration_cast<std::chrono::milliseconds>(next_ - now).count();
    return static_cast<int>(std::clamp<std::int64_t>(wait - 1, 0, 10));
  }

  void SendWhatIsDue(Clock::time_point now) {
    if (plan_.rate <= 0) {
      while (!free_.empty()) Send(now);
      return;
    }
    while (next_ <= now) {
      due_.push_back(next_);
      next_ += std::chrono::duration_cast<Clock::duration>(
          std::chrono::duration<double>(gap_(random_) / plan_.rate));
    }
    while (!due_.empty() && !free_.empty()) {
      const auto due = due_.front();
      due_.pop_front();
      Send(due);
    }
  }

  void Send(Clock::time_point due) {
    const std::size_t i = free_.front();
    free_.pop_front();
    Connection& connection = connections_[i];
    connection.busy = true;
    connection.sent = 0;
    connection.due = due;
    Push(i);
  }

  void Push(std::size_t i) {
    Connection& connection = connections_[i];
    while (connection.sent < plan_.request.size()) {
      const ssize_t sent = ::send(connection.socket, plan_.request.data() + connection.sent,
                                  plan_.request.size() - connection.sent, MSG_NOSIGNAL);
      if (sent <= 0) break;
      connection.sent += static_cast<std::size_t>(sent);
    }
    epoll_event event{};
    event.events = EPOLLIN;
    if (connection.sent < plan_.request.size()) event.events |= EPOLLOUT;
    event.data.u64 = i;
    ::epoll_ctl(epoll_, EPOLL_CTL_MOD, connection.socket, &event);
  }

  void Serve(std::size_t i, std::uint32_t events) {
    Connection& connection = connections_[i];
    if ((events & EPOLLOUT) != 0) Push(i);
    if ((events & (EPOLLIN | EPOLLHUP | EPOLLERR)) == 0) return;
    std::array<char, 65536> block;
    while (true) {
      const ssize_t got = ::recv(connection.socket, block.data(), block.size(), 0);
      if (got > 0) {
        connection.received.append(block.data(), static_cast<std::size_t>(got));
        if (static_cast<std::size_t>(got) == block.size()) continue;
      } else if (got == 0 || errno != EAGAIN) {
        Closed(i);
        return;
      }
      break;
    }
    if (!TakeAnswer(i)) return;
    if (connection.closing) Reopen(i);
    free_.push_back(i);
  }

  void Closed(std::size_t i) {
    if (connections_[i].busy) {
      if (!TakeAnswer(i)) ++result_.lost;
      free_.push_back(i);
    }
    Reopen(i);
  }

  void Reopen(std::size_t i) {
    ::close(connections_[i].socket);
    connections_[i].socket = -1;
    try {
      Open(i);
    } catch (const std::system_error&) {
      gone_ = true;
    }
  }

  // Whether a whole answer was there.
  bool TakeAnswer(std::size_t i) {
    Connection& connection = connections_[i];
    const std::string_view text = connection.received;
    const std::size_t header = text.find("\r\n\r\n");
    if (!connection.busy || header == std::string_view::npos) return false;
    const std::size_t length = text.find("Content-Length: ");
    if (length == std::string_view::npos || length > header) return false;
    connection.closing = text.substr(0, header).find("Connection: close") != std::string_view::npos;
    const std::size_t body = std::strtoul(&text[length + 16], nullptr, 10);
    if (text.size() < header + 4 + body) return false;
    const int status = std::atoi(&text[9]);
    Count(status, std::chrono::duration<double, std::milli>(Clock::now() - connection.due).count());
    connection.received.erase(0, header + 4 + body);
    connection.busy = false;
    return true;
  }

  void Count(int status, double milliseconds) {
    if (status == 200) {
      ++result_.answered;
      result_.latencies_ms.push_back(milliseconds);
    } else if (status == 503 || status == 429) {
      ++(status == 503 ? result_.busy : result_.limited);
      result_.refused_ms.push_back(milliseconds);
    } else {
      ++result_.other;
    }
  }

  const LoadPlan& plan_;
  int epoll_;
  std::vector<Connection> connections_;
  std::deque<std::size_t> free_;
  std::deque<Clock::time_point> due_;  // and no connection was free
  Clock::time_point next_;
  bool gone_ = false;  // the server takes no connection any more
  std::mt19937 random_{7};
  std::exponential_distribution<double> gap_{1.0};
  LoadResult result_;
};

}  // namespace

double LoadResult::Quantile(const std::vector<double>& sorted, double share) {
  if (sorted.empty()) return 0;
  const auto index = static_cast<std::size_t>(share * static_cast<double>(sorted.size()));
  return sorted[std::min(index, sorted.size() - 1)];
}

LoadResult RunLoad(const LoadPlan& plan) {
  RaiseFileLimit();
  return Engine(plan).Run();
}

std::size_t HoldIdle(std::uint16_t port, std::size_t connections, double seconds,
                     const std::function<void()>& all_open) {
  RaiseFileLimit();
  const std::string_view request = "GET /healthz HTTP/1.1\r\nHost: test\r\n\r\n";
  std::vector<int> sockets;
  sockets.reserve(connections);
  std::array<char, 4096> answer;
  for (std::size_t i = 0; i < connections; ++i) {
    const int socket = Connect(port);
    sockets.push_back(socket);
    if (::send(socket, request.data(), request.size(), MSG_NOSIGNAL) < 0) break;
    pollfd waiting{.fd = socket, .events = POLLIN, .revents = 0};
    constexpr int kPatienceMs = 10'000;
    if (::poll(&waiting, 1, kPatienceMs) != 1) break;
    if (::recv(socket, answer.data(), answer.size(), 0) <= 0) break;
  }
  all_open();
  std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
  std::size_t open = 0;
  for (const int socket : sockets) {
    const ssize_t got = ::recv(socket, answer.data(), answer.size(), 0);
    if (got < 0 && errno == EAGAIN) ++open;
    ::close(socket);
  }
  return open;
}

}  // namespace inkdigit
