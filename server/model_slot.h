// The network that answers, which may be changed while the server runs.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>

#include "inkdigit/recognizer.h"
#include "inkdigit/result.h"

namespace inkdigit {

// Thread-safe.
class ModelSlot {
 public:
  // Reads the network again from where the first one came from, on the thread that asks for it.
  using Load = std::function<Result<Recognizer>()>;

  // `load` is empty where there is nothing to read again: the embedded network.
  explicit ModelSlot(Recognizer first, Load load = nullptr);

  // What to read the next picture with. It stays whole whatever comes after it, so a picture is
  // read by one network from its beginning to its end.
  [[nodiscard]] std::shared_ptr<const Recognizer> current() const;

  [[nodiscard]] bool can_reload() const noexcept { return static_cast<bool>(load_); }

  // The network that `load` gives takes the place of the current one once it has passed SelfTest();
  // until then the current one answers, and where something is wrong it stays. It is kept for
  // GoBack(), and the one before it is let go. Takes about a tenth of a second; two at once wait
  // for each other. Errors: kUnsupported (there is nothing to read again), Load's and SelfTest()'s.
  [[nodiscard]] std::optional<Error> Reload();

  // Changes places with the network before; done twice, nothing has changed. kUnsupported: there is
  // none.
  [[nodiscard]] std::optional<Error> GoBack();

  struct State {
    ModelInfo current;
    std::int64_t since_ms = 0;          // when it began to answer: milliseconds since 1970, UTC
    std::optional<ModelInfo> previous;  // what GoBack() would bring
  };
  [[nodiscard]] State state() const;

 private:
  const Load load_;
  std::mutex one_change_;     // held by the one that loads
  mutable std::mutex mutex_;  // of what follows; never held for long
  std::shared_ptr<const Recognizer> current_;
  std::shared_ptr<const Recognizer> previous_;
  std::int64_t since_ms_;
};

}  // namespace inkdigit
