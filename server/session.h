// One connection: reads requests one after the other and answers each. Everything of HTTP's wire
// format is in session.cpp, the only file that includes Beast (it costs half a minute to compile).
#pragma once

#include <utility>  // Asio 1.74 needs it and doesn't include it

#include <atomic>
#include <boost/asio/ip/tcp.hpp>
#include <cstddef>
#include <functional>
#include <memory>

#include "inkdigit/pixel_budget.h"
#include "server/admin_token.h"
#include "server/gate.h"
#include "server/learning.h"
#include "server/metrics.h"
#include "server/model_slot.h"
#include "server/readiness.h"
#include "server/readings.h"
#include "server/server.h"
#include "server/worker_pool.h"

namespace inkdigit {

// What the connections of one server share; outlives them all.
struct ServerState {
  ServerOptions options;
  Metrics metrics;
  ModelSlot models;
  std::optional<AdminToken> admin;
  Readings readings;
  Learning learning;
  StoreWatch store_watch;
  Gate gate{options.gate};
  PixelBudget pixels{options.pixels_at_once};
  std::atomic<bool> draining = false;  // the server stops; no further request on any connection
  std::atomic<std::size_t> body_bytes = 0;  // of all bodies that are held now
  std::atomic<std::size_t> connections = 0;
};

// The handle by which the server ends a connection early. Thread-safe.
class Session {
 public:
  virtual ~Session() = default;

  // Set ServerState::draining first. Closes a connection that does not begin a request within
  // drain_grace; another one ends after its answer.
  virtual void Drain() = 0;
  // Closes the connection whatever it does.
  virtual void Abort() = 0;
};

// Serves `socket`, whose other end is `peer`, until either side closes it; `on_end` is then called
// once, on the socket's executor, which must be a strand or belong to one thread.
[[nodiscard]] std::shared_ptr<Session> StartSession(boost::asio::ip::tcp::socket socket,
                                                    const IpAddress& peer, ServerState& state,
                                                    WorkerPool& workers,
                                                    std::function<void()> on_end);

}  // namespace inkdigit
