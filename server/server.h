// The HTTP server: the page, the API and the state of the server over one listening socket.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "inkdigit/pixel_budget.h"
#include "inkdigit/recognizer.h"
#include "inkdigit/result.h"
#include "server/gate.h"
#include "server/keep_options.h"
#include "store/store.h"

namespace inkdigit {

struct ServerOptions {
  std::string address = "127.0.0.1";  // an IPv4 or IPv6 address without brackets, or a host name
  std::uint16_t port = 8000;          // 0: any free one; Server::port() tells which

  int io_threads = 1;
  int worker_threads = 0;  // recognise pictures; 0: one for each core

  std::size_t body_limit = std::size_t{16} << 20;    // bytes of one request
  std::size_t header_limit = std::size_t{16} << 10;  // bytes of one request
  std::size_t body_memory = std::size_t{256}
                            << 20;  // bytes of all bodies that are held at once; more gives 503
  std::int64_t pixels_at_once = kPixelsAtOnce;  // of pictures under decoding, over all workers
  // One more gets 503. No more than the files that the system lets the process open, less some.
  std::size_t max_connections = 10'000;
  std::size_t connections_per_client = 0;  // one more gets 429; 0: any number
  std::size_t queue_limit = 128;           // pictures that wait for a worker; one more gets 503

  std::chrono::milliseconds idle_timeout{60'000};    // for the first byte of a request
  std::chrono::milliseconds header_timeout{10'000};  // from that byte to the end of the header
  std::chrono::milliseconds body_timeout{60'000};    // for the whole body
  std::chrono::milliseconds write_timeout{30'000};   // for the whole response
  std::chrono::milliseconds linger_timeout{
      2'000};  // how long what a refused client still sends is thrown away
  std::chrono::milliseconds drain_grace{
      250};  // how long a connection may still begin a request when the server stops
  std::chrono::milliseconds drain_timeout{
      10'000};  // how long requests in flight may take when the server stops

  KeepOptions keep;
  GateOptions gate;

  // Reads the network again from where it came from, for SIGHUP and for the admin's call; empty:
  // there is nothing to read again.
  std::function<Result<Recognizer>()> load_model;

  bool access_log = true;  // one line a request on standard error
};

class Server {
 public:
  // Listens before it returns. Without a store nothing is kept, whatever the options say. kIo's
  // message names the address and the reason (in use, not allowed, unknown); kInvalidArgument for
  // options out of range.
  [[nodiscard]] static Result<std::unique_ptr<Server>> Start(
      Recognizer recognizer, const ServerOptions& options, std::unique_ptr<Store> store = nullptr);

  // Stops at once: requests in flight are cut.
  ~Server();
  Server(const Server&) = delete;  // its threads hold its address
  Server& operator=(const Server&) = delete;

  [[nodiscard]] std::uint16_t port() const noexcept;

  // Stops accepting, closes idle connections and lets requests in flight end, for up to
  // drain_timeout. Returns at once. Thread-safe, but not for a signal handler: RunUntilSignal() is
  // for that.
  void RequestStop();

  // Until the server has stopped. One thread may call it.
  void Wait();

  // Serves until SIGTERM or SIGINT, stops as RequestStop() does (a second signal cuts the requests
  // in flight), and gives the exit status 0. With options.load_model, SIGHUP takes the network that
  // it gives; without it, SIGHUP does what it does by default.
  int RunUntilSignal();

 private:
  struct Impl;
  explicit Server(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace inkdigit
