#include "server/helpers.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <exception>
#include <memory>
#include <mutex>

namespace inkdigit {
namespace {

struct Pieces {
  Pieces(std::size_t how_many, const std::function<void(std::size_t, Workspace&)>& each)
      : count(how_many), piece(each) {}

  const std::size_t count;
  // The caller's; alive as long as a piece is not done.
  const std::function<void(std::size_t, Workspace&)>& piece;
  std::atomic<std::size_t> next = 0;
  std::mutex mutex;
  std::condition_variable all_done;
  std::size_t done = 0;        // guarded by mutex, as is the next
  std::exception_ptr failure;  // the first
};

// False when every piece is taken.
bool DoNext(Pieces& pieces, Workspace& workspace) {
  const std::size_t index = pieces.next++;
  if (index >= pieces.count) return false;
  std::exception_ptr failure;
  try {
    pieces.piece(index, workspace);
  } catch (...) {
    failure = std::current_exception();
  }
  const std::lock_guard lock(pieces.mutex);
  if (!pieces.failure) pieces.failure = failure;
  if (++pieces.done == pieces.count) pieces.all_done.notify_all();
  return true;
}

void Enlist(Helpers& helpers, const std::shared_ptr<Pieces>& pieces) {
  const bool taken = helpers.TrySubmit([&helpers, pieces](Workspace& workspace) {
    if (DoNext(*pieces, workspace) && pieces->next < pieces->count) Enlist(helpers, pieces);
  });
  static_cast<void>(taken);  // the server is busy, and the caller does it alone
}

}  // namespace

void ForEachPiece(std::size_t count, Helpers* helpers, Workspace& own,
                  const std::function<void(std::size_t, Workspace&)>& piece) {
  if (helpers == nullptr || count < 2 || helpers->threads() < 2) {
    for (std::size_t i = 0; i < count; ++i) piece(i, own);
    return;
  }
  const auto pieces = std::make_shared<Pieces>(count, piece);
  const std::size_t others = std::min(count, helpers->threads()) - 1;
  for (std::size_t i = 0; i < others; ++i) Enlist(*helpers, pieces);
  while (DoNext(*pieces, own)) {
  }
  std::unique_lock lock(pieces->mutex);
  pieces->all_done.wait(lock, [&] { return pieces->done == count; });
  if (pieces->failure) std::rethrow_exception(pieces->failure);
}

}  // namespace inkdigit
