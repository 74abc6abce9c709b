#include "server/server.h"

#include <malloc.h>
#include <pthread.h>
#include <sched.h>

#include <utility>  // Asio 1.74 needs it and doesn't include it

#include <algorithm>
#include <array>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <csignal>
#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <unordered_map>
#include <vector>

#include "server/file_limit.h"
#include "server/http.h"
#include "server/log.h"
#include "server/problem.h"
#include "server/session.h"
#include "server/worker_pool.h"

namespace inkdigit {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

int WorkerThreads(const ServerOptions& options) {
  if (options.worker_threads > 0) return options.worker_threads;
  return std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

std::string AddressText(const ServerOptions& options) {
  const bool ipv6 = options.address.find(':') != std::string::npos;
  return (ipv6 ? "[" + options.address + "]" : options.address) + ":" +
         std::to_string(options.port);
}

// glibc raises the size from which blocks go straight back to the system up to 32 MiB, so that the
// pictures of one busy minute would keep 30 MB of an idle server. Fixed at 1 MiB: 9 MB, at the same
// speed.
void ReturnLargeBlocks() {
#ifdef M_MMAP_THRESHOLD
  mallopt(M_MMAP_THRESHOLD, 1 << 20);
#endif
}

// As many as were asked for and as there may be sockets, besides the files of everything else.
std::size_t MostConnections(const ServerOptions& options) {
  constexpr std::size_t kOtherFiles = 64;
  const std::size_t files = RaiseFileLimit();
  if (files == 0) return options.max_connections;
  return std::min(options.max_connections,
                  files > 2 * kOtherFiles ? files - kOtherFiles : files / 2);
}

// A worker that finishes wakes the thread of the sockets. Where both share a core, it would take
// the core from the worker for that one answer, and twice in each request the core would change
// hands. As batch work it waits for its turn, 3 ms at most, and then does all that is there: 38 us
// a request instead of 61 where one core reads drawings. On a core of its own nothing changes.
void DoNotPreempt() {
#ifdef SCHED_BATCH
  const sched_param none{};
  pthread_setschedparam(pthread_self(), SCHED_BATCH, &none);  // refused: slower, that is all
#endif
}

IpAddress PeerOf(const tcp::socket& socket) {
  error_code gone;
  const auto endpoint = socket.remote_endpoint(gone);
  return gone ? IpAddress{}
              : IpAddress::Parse(endpoint.address().to_string()).value_or(IpAddress{});
}

// Tells a client that there is no room for it, without waiting for it.
void TurnAway(tcp::socket socket, const Response& problem) {
  const std::string_view body = problem.body_view();
  const std::string full =
      "HTTP/1.1 " + std::to_string(problem.status) + " " +
      std::string(StatusTitle(problem.status)) +
      "\r\nRetry-After: 1\r\nConnection: close\r\nContent-Type: " + problem.content_type +
      "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
  error_code ignored;
  socket.non_blocking(true, ignored);
  socket.write_some(asio::buffer(full), ignored);
  socket.shutdown(tcp::socket::shutdown_send, ignored);
  // Input that nobody read would turn the close into a reset, and the answer might be lost.
  std::array<char, 4096> input;
  socket.read_some(asio::buffer(input), ignored);
}

}  // namespace

// Everything but the sessions' own work runs on `strand`: accepting, the list of sessions,
// stopping.
struct Server::Impl {
  Impl(Recognizer recognizer, const ServerOptions& options, std::unique_ptr<Store> kept)
      : state{.options = options,
              .metrics = {},
              .models = ModelSlot(std::move(recognizer), options.load_model),
              .admin = options.keep.admin_token.empty()
                           ? std::nullopt
                           : std::optional<AdminToken>(options.keep.admin_token),
              .readings =
                  Readings(kept.get(), options.keep, state.admin, state.models, &state.metrics),
              .learning = Learning(kept.get()),
              .store_watch = StoreWatch(kept.get())},
        context(options.io_threads),
        strand(asio::make_strand(context)),
        acceptor(strand),
        drain_timer(strand),
        accept_again(strand),
        retention_timer(strand),
        watch_timer(strand),
        signals(strand),
        workers(WorkerThreads(options), options.queue_limit),
        store(std::move(kept)) {}

  Result<std::uint16_t> Listen() {
    const ServerOptions& options = state.options;
    const auto fail = [&](const error_code& error) {
      return Error{Errc::kIo, "can't listen on " + AddressText(options) + ": " + error.message()};
    };
    error_code error;
    tcp::resolver resolver(context);
    const auto found = resolver.resolve(options.address, std::to_string(options.port),
                                        tcp::resolver::passive, error);
    if (error) return fail(error);
    const tcp::endpoint endpoint = found.begin()->endpoint();
    acceptor.open(endpoint.protocol(), error);
    if (error) return fail(error);
    acceptor.set_option(tcp::acceptor::reuse_address(true), error);
    if (error) return fail(error);
    acceptor.bind(endpoint, error);
    if (error) return fail(error);
    acceptor.listen(tcp::acceptor::max_listen_connections, error);
    if (error) return fail(error);
    return acceptor.local_endpoint().port();
  }

  // One thread needs no strand.
  asio::any_io_executor SessionExecutor() {
    if (state.options.io_threads == 1) return context.get_executor();
    return asio::make_strand(context);
  }

  asio::awaitable<void> Accept() {
    while (!state.draining) {
      tcp::socket socket(SessionExecutor());
      error_code error;
      co_await acceptor.async_accept(socket, asio::redirect_error(asio::use_awaitable, error));
      if (error && state.draining) break;
      if (error) {
        // Out of file descriptors, perhaps: connections that end will free some.
        LogError("can't accept a connection: " + error.message());
        accept_again.expires_after(std::chrono::milliseconds(100));
        co_await accept_again.async_wait(asio::redirect_error(asio::use_awaitable, error));
        continue;
      }
      Welcome(std::move(socket));
    }
  }

  void Welcome(tcp::socket socket) {
    const IpAddress peer = PeerOf(socket);
    if (auto refusal = NoRoomFor(peer)) {
      state.metrics.CountRefusedConnection();
      TurnAway(std::move(socket), *refusal);
      return;
    }
    const std::uint64_t id = next_session++;
    ++by_client[peer.subscriber()];
    ++state.connections;
    sessions.emplace(id, StartSession(std::move(socket), peer, state, workers, [this, id, peer] {
                       asio::post(strand, [this, id, peer] { Forget(id, peer); });
                     }));
  }

  std::optional<Response> NoRoomFor(const IpAddress& peer) {
    if (sessions.size() >= most_connections) return Problem(503, "too many connections at once");
    const std::size_t most = state.options.connections_per_client;
    if (most == 0 || state.gate.IsTrustedProxy(peer)) return std::nullopt;
    const auto held = by_client.find(peer.subscriber());
    if (held == by_client.end() || held->second < most) return std::nullopt;
    return Problem(429,
                   "too many connections from your address; the limit is " + std::to_string(most));
  }

  void Forget(std::uint64_t id, const IpAddress& peer) {
    sessions.erase(id);
    --state.connections;
    const auto held = by_client.find(peer.subscriber());
    if (--held->second == 0) by_client.erase(held);
    FinishWhenDrained();
  }

  // Whoever has connected already has been accepted, as far as they know.
  void AcceptThoseWhoWait() {
    error_code error;
    acceptor.non_blocking(true, error);
    while (!error) {
      tcp::socket socket(SessionExecutor());
      acceptor.accept(socket, error);
      if (!error) Welcome(std::move(socket));
    }
  }

  void Drain() {
    if (state.draining.exchange(true)) return;
    AcceptThoseWhoWait();
    error_code ignored;
    acceptor.close(ignored);
    accept_again.cancel();
    retention_timer.cancel();
    watch_timer.cancel();
    for (const auto& [id, session] : sessions) session->Drain();
    drain_timer.expires_after(state.options.drain_timeout);
    drain_timer.async_wait([this](const error_code& error) {
      if (error) return;
      LogInfo("connections cut because they did not end in time: " +
              std::to_string(sessions.size()));
      AbortSessions();
    });
    FinishWhenDrained();
  }

  // Asks the store how it is, now and every two seconds.
  void WatchStore() {
    if (state.draining || !store) return;
    state.store_watch.Ask();
    watch_timer.expires_after(std::chrono::seconds(2));
    watch_timer.async_wait([this](const error_code& error) {
      if (!error) WatchStore();
    });
  }

  // Deletes what is too old, now and every hour.
  void DeleteOld() {
    if (state.draining || !store || state.options.keep.retain_days <= 0) return;
    constexpr std::int64_t kMsInDay = std::int64_t{24} * 3600 * 1000;
    const std::int64_t oldest = NowMs() - state.options.keep.retain_days * kMsInDay;
    store->DeleteOlderThan(oldest, [](const Result<std::int64_t>& deleted) {
      if (!deleted.ok()) {
        LogError("old readings could not be deleted: " + deleted.error().message);
      } else if (deleted.value() > 0) {
        LogInfo("readings deleted because they were too old: " + std::to_string(deleted.value()));
      }
    });
    retention_timer.expires_after(std::chrono::hours(1));
    retention_timer.async_wait([this](const error_code& error) {
      if (!error) DeleteOld();
    });
  }

  void AbortSessions() {
    for (const auto& [id, session] : sessions) session->Abort();
  }

  // The context runs out of work, so its threads end, once nothing waits any more.
  void FinishWhenDrained() {
    if (!state.draining || !sessions.empty()) return;
    drain_timer.cancel();
    signals.cancel();
  }

  void WaitForSignal() {
    signals.async_wait([this](const error_code& error, int signal) {
      if (error) return;
      if (state.draining) {
        AbortSessions();
        return;
      }
      if (signal == SIGHUP) {
        ReloadModel();
        WaitForSignal();
        return;
      }
      LogInfo(std::string("stopping on ") + (signal == SIGINT ? "SIGINT" : "SIGTERM"));
      WaitForSignal();
      Drain();
    });
  }

  // On a worker's thread, so that the connections go on meanwhile.
  void ReloadModel() {
    const bool submitted = workers.TrySubmit([this](Workspace&) {
      const std::optional<Error> failure = state.models.Reload();
      const std::string name = state.models.state().current.name;
      if (failure) {
        LogError("no other model was taken, " + name + " goes on: " + failure->message);
      } else {
        LogInfo("the model " + name + " answers now");
      }
    });
    if (!submitted) LogError("too many pictures wait to be read: send SIGHUP again in a moment");
  }

  void RunContext() {
    pthread_setname_np(pthread_self(), "sockets");  // for top and bench/service.sh
    DoNotPreempt();
    while (true) {
      try {
        context.run();
        return;
      } catch (const std::exception& exception) {  // out of memory, at worst
        LogError(std::string("an event failed: ") + exception.what());
      }
    }
  }

  ServerState state;
  asio::io_context context;
  asio::strand<asio::io_context::executor_type> strand;
  tcp::acceptor acceptor;
  asio::steady_timer drain_timer;
  asio::steady_timer accept_again;
  asio::steady_timer retention_timer;
  asio::steady_timer watch_timer;
  asio::signal_set signals;  // none, before RunUntilSignal()
  std::unordered_map<std::uint64_t, std::shared_ptr<Session>> sessions;
  std::unordered_map<IpAddress, std::size_t, IpAddressHash> by_client;  // its connections
  std::uint64_t next_session = 0;
  std::size_t most_connections = 0;
  std::uint16_t port = 0;
  WorkerPool workers;  // before the threads that feed it, after all that its tasks use
  // Its threads post to the context and are gone before it.
  std::unique_ptr<Store> store;
  std::vector<std::thread> threads;
};

Result<std::unique_ptr<Server>> Server::Start(Recognizer recognizer, const ServerOptions& options,
                                              std::unique_ptr<Store> store) {
  if (options.io_threads < 1 || options.worker_threads < 0 || options.max_connections < 1 ||
      options.header_limit < 1 || options.body_limit < 1) {
    return Error{Errc::kInvalidArgument,
                 "the server needs threads, connections and room for requests"};
  }
  ReturnLargeBlocks();
  auto impl = std::make_unique<Impl>(std::move(recognizer), options, std::move(store));
  const auto port = impl->Listen();
  if (!port.ok()) return port.error();
  impl->port = port.value();
  impl->most_connections = MostConnections(options);
  asio::co_spawn(
      impl->strand, [server = impl.get()] { return server->Accept(); },
      [](const std::exception_ptr& failure) {
        if (failure) std::rethrow_exception(failure);
      });
  asio::post(impl->strand, [server = impl.get()] {
    server->DeleteOld();
    server->WatchStore();
  });
  for (int i = 0; i < options.io_threads; ++i) {
    impl->threads.emplace_back([server = impl.get()] { server->RunContext(); });
  }
  return std::unique_ptr<Server>(new Server(std::move(impl)));
}

Server::Server(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

Server::~Server() {
  asio::post(impl_->strand, [impl = impl_.get()] {
    impl->Drain();
    impl->AbortSessions();
  });
  Wait();
}

std::uint16_t Server::port() const noexcept { return impl_->port; }

void Server::RequestStop() {
  asio::post(impl_->strand, [impl = impl_.get()] { impl->Drain(); });
}

void Server::Wait() {
  for (std::thread& thread : impl_->threads) {
    if (thread.joinable()) thread.join();
  }
}

int Server::RunUntilSignal() {
  asio::post(impl_->strand, [impl = impl_.get()] {
    if (impl->state.draining) return;
    impl->signals.add(SIGINT);
    impl->signals.add(SIGTERM);
    if (impl->state.models.can_reload()) impl->signals.add(SIGHUP);
    impl->WaitForSignal();
  });
  Wait();
  return 0;
}

}  // namespace inkdigit
