// One operation on its way through the store's queues.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <utility>

#include "store/sql.h"
#include "store/store.h"

namespace inkdigit {

class StoreJob {
 public:
  virtual ~StoreJob() = default;
  // Does it, and keeps what came of it. May be called again, when its transaction was undone.
  [[nodiscard]] virtual std::optional<Error> Run(SqlConnection& connection) = 0;
  // Tells whoever asked: what Run() kept, or `failure`. Called once.
  virtual void Finish(const std::optional<Error>& failure) = 0;

  [[nodiscard]] std::size_t bytes() const noexcept { return bytes_; }
  [[nodiscard]] bool deletes() const noexcept { return deletes_; }

 protected:
  StoreJob(std::size_t bytes, bool deletes) : bytes_(bytes), deletes_(deletes) {}

 private:
  std::size_t bytes_;  // of memory that it holds, roughly
  bool deletes_;       // the database is to be scrubbed afterwards
};

template <typename T>
class StoreJobOf final : public StoreJob {
 public:
  using Work = std::function<Result<T>(SqlConnection&)>;
  StoreJobOf(std::size_t bytes, bool deletes, Work work, Store::Done<T> done)
      : StoreJob(bytes, deletes), work_(std::move(work)), done_(std::move(done)) {}

  std::optional<Error> Run(SqlConnection& connection) override {
    result_ = work_(connection);
    return result_->ok() ? std::nullopt : std::optional<Error>(result_->error());
  }

  void Finish(const std::optional<Error>& failure) override {
    done_(failure ? Result<T>(*failure) : *std::move(result_));
  }

 private:
  Work work_;
  Store::Done<T> done_;
  std::optional<Result<T>> result_;
};

// A question, or a change of `bytes` bytes.
template <typename T>
std::unique_ptr<StoreJob> MakeStoreJob(Store::Done<T> done, typename StoreJobOf<T>::Work work,
                                       std::size_t bytes = 0, bool deletes = false) {
  return std::make_unique<StoreJobOf<T>>(bytes, deletes, std::move(work), std::move(done));
}

}  // namespace inkdigit
