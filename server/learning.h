// Every owner's lessons, in memory while they are used.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <mutex>

#include "server/lessons.h"
#include "store/store.h"

namespace inkdigit {

// Corrections are the store's; this keeps what was made of them for those who asked lately. Another
// server's changes to the same store are seen within a minute. Thread-safe.
class Learning {
 public:
  static constexpr std::size_t kMostOwners = 64;  // at up to 1.4 MB
  static constexpr std::chrono::seconds kFresh{60};

  // `store`: null where nothing is kept; must outlive this and whatever was asked.
  explicit Learning(Store* store) : store_(store) {}

  // Null where the owner has corrected nothing or the store can't say. Called once, on any thread,
  // perhaps before Find() returns.
  using Done = std::function<void(std::shared_ptr<const Lessons>)>;
  void Find(const Owner& owner, Done done);

  // To be called after something of the owner's was corrected or deleted; without one, of
  // anybody's.
  void Forget(const Scope& owner);

 private:
  struct Entry {
    Owner owner{};
    std::shared_ptr<const Lessons> lessons;
    std::chrono::steady_clock::time_point made;
  };

  std::shared_ptr<const Lessons> Add(const Owner& owner, std::uint64_t changes,
                                     std::vector<Lesson> lessons);

  Store* store_;
  std::mutex mutex_;
  std::list<Entry> entries_;   // the latest used first
  std::uint64_t changes_ = 0;  // what was listed before a change is not kept after it
};

}  // namespace inkdigit
