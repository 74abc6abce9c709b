// Whether the server should be sent requests: what GET /readyz tells a load balancer.
#pragma once

#include <atomic>
#include <cstdint>

#include "server/http.h"
#include "store/store.h"

namespace inkdigit {

enum class Readiness : std::uint8_t { kReady, kStarting, kDraining, kStoreAway };

// 200 and {"status": "ready"}, or a problem (503) whose member `reason` is starting, draining or
// store.
[[nodiscard]] Response ReadinessAnswer(Readiness readiness);

// Whether the database answers. Thread-safe.
class StoreWatch {
 public:
  // `store`: null where nothing is kept, which is as good as a store that answers.
  explicit StoreWatch(Store* store) : store_(store) {}

  // Asks for a reading that nobody has, without waiting for the answer; to be called now and then.
  // The store must be destroyed, which answers what was asked, before this is.
  void Ask();

  // kReady, kStarting before the first answer, or kStoreAway.
  [[nodiscard]] Readiness state() const noexcept;

 private:
  Store* store_;
  std::atomic<Readiness> state_ = Readiness::kStarting;
};

}  // namespace inkdigit
