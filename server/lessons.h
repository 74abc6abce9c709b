// What an owner's corrections teach.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "inkdigit/exemplars.h"
#include "store/kept_reading.h"

namespace inkdigit {

// A tile and what a person says that it shows.
struct Lesson {
  Tile28 tile;
  int digit = 0;
};

// One for each digit of each correction that names as many digits as were found; of others nobody
// can tell which ink is which. `newest_first` as Store::List() gives them; the result is oldest
// first and holds the newest Exemplars::kMost.
[[nodiscard]] std::vector<Lesson> LessonsOf(const std::vector<KeptReading>& newest_first);

// Learned by whoever needs them first, because that takes up to a tenth of a second. Thread-safe.
class Lessons {
 public:
  explicit Lessons(std::vector<Lesson> lessons) : lessons_(std::move(lessons)) {}

  [[nodiscard]] bool empty() const noexcept { return lessons_.empty(); }

  // Kept for the model that was asked for last.
  [[nodiscard]] std::shared_ptr<const Exemplars> Learned(const Model& model,
                                                         Workspace& workspace) const;

 private:
  std::vector<Lesson> lessons_;
  mutable std::mutex mutex_;         // of the next two; held by the one that learns
  mutable std::string learned_for_;  // ModelInfo::sha256
  mutable std::shared_ptr<const Exemplars> learned_;
};

}  // namespace inkdigit
