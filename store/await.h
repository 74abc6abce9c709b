// For a caller that has nothing better to do than to wait for the store.
#pragma once

#include <future>
#include <memory>
#include <utility>

#include "inkdigit/result.h"

namespace inkdigit {

// Calls `ask(done)` and waits for what `done` gets. Never on a thread of the store.
template <typename T, typename Ask>
[[nodiscard]] Result<T> Await(const Ask& ask) {
  auto promise = std::make_shared<std::promise<Result<T>>>();
  auto future = promise->get_future();
  ask([promise](Result<T> result) { promise->set_value(std::move(result)); });
  return future.get();
}

}  // namespace inkdigit
