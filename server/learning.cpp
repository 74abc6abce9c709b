#include "server/learning.h"

#include <algorithm>
#include <utility>

namespace inkdigit {

void Learning::Find(const Owner& owner, Done done) {
  if (store_ == nullptr) return done(nullptr);
  std::shared_ptr<const Lessons> found;
  std::uint64_t changes = 0;
  bool known = false;
  {
    const std::lock_guard lock(mutex_);
    changes = changes_;
    const auto entry = std::find_if(entries_.begin(), entries_.end(),
                                    [&](const Entry& each) { return each.owner == owner; });
    const auto now = std::chrono::steady_clock::now();
    known = entry != entries_.end() && now - entry->made < kFresh;
    // One asks again; whoever comes meanwhile is answered by what is known.
    if (!known && entry != entries_.end()) entry->made = now;
    if (known) {
      entries_.splice(entries_.begin(), entries_, entry);
      found = entry->lessons;
    }
  }
  if (known) return done(std::move(found));
  Listing listing;
  listing.scope = owner;
  listing.limit = static_cast<int>(Exemplars::kMost);
  listing.lessons = true;
  store_->List(listing, [this, owner, changes,
                         done = std::move(done)](const Result<std::vector<KeptReading>>& readings) {
    done(readings.ok() ? Add(owner, changes, LessonsOf(readings.value())) : nullptr);
  });
}

std::shared_ptr<const Lessons> Learning::Add(const Owner& owner, std::uint64_t changes,
                                             std::vector<Lesson> lessons) {
  std::shared_ptr<const Lessons> made;
  if (!lessons.empty()) made = std::make_shared<const Lessons>(std::move(lessons));
  const std::lock_guard lock(mutex_);
  if (changes != changes_) return made;
  entries_.remove_if([&](const Entry& each) { return each.owner == owner; });
  entries_.push_front({owner, made, std::chrono::steady_clock::now()});
  if (entries_.size() > kMostOwners) entries_.pop_back();
  return made;
}

void Learning::Forget(const Scope& owner) {
  const std::lock_guard lock(mutex_);
  ++changes_;
  entries_.remove_if([&](const Entry& each) { return !owner || each.owner == *owner; });
}

}  // namespace inkdigit
