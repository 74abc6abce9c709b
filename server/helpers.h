// Threads that lend a hand to work that can be cut into pieces.
#pragma once

#include <cstddef>
#include <functional>

#include "inkdigit/model.h"

namespace inkdigit {

class Helpers {
 public:
  // Gets the workspace of the thread that runs it. Must not throw.
  using Task = std::function<void(Workspace&)>;

  Helpers() = default;
  virtual ~Helpers() = default;
  Helpers(const Helpers&) = delete;  // tasks hold its address
  Helpers& operator=(const Helpers&) = delete;

  // False, and `task` is gone, when too much waits already. Thread-safe.
  [[nodiscard]] virtual bool TrySubmit(Task task) = 0;
  [[nodiscard]] virtual std::size_t threads() const noexcept = 0;
};

// Calls piece(i, workspace) once for each i below `count`, on the calling thread with `own` and on
// as many helpers as have time (null: none), and returns when all are done. A helper does one piece
// and then waits in the queue again, so that a short request which came meanwhile is not kept
// waiting. Never waits for a helper that has not begun, so helpers may call it too. Throws what a
// piece threw, after all are done.
void ForEachPiece(std::size_t count, Helpers* helpers, Workspace& own,
                  const std::function<void(std::size_t, Workspace&)>& piece);

}  // namespace inkdigit
