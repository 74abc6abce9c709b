#include "server/model_slot.h"

#include <utility>

#include "server/self_test.h"
#include "store/reading_id.h"

namespace inkdigit {

ModelSlot::ModelSlot(Recognizer first, Load load)
    : load_(std::move(load)),
      current_(std::make_shared<const Recognizer>(std::move(first))),
      since_ms_(NowMs()) {}

std::shared_ptr<const Recognizer> ModelSlot::current() const {
  const std::lock_guard lock(mutex_);
  return current_;
}

std::optional<Error> ModelSlot::Reload() {
  if (!load_) {
    return Error{Errc::kUnsupported,
                 "the server was started without --model FILE, so there is no file to read again"};
  }
  const std::lock_guard one(one_change_);
  auto loaded = load_();
  if (!loaded.ok()) return loaded.error();
  if (auto failure = SelfTest(loaded.value().model())) return failure;
  auto next = std::make_shared<const Recognizer>(std::move(loaded).value());
  const std::lock_guard lock(mutex_);
  previous_ = std::exchange(current_, std::move(next));
  since_ms_ = NowMs();
  return std::nullopt;
}

std::optional<Error> ModelSlot::GoBack() {
  const std::lock_guard one(one_change_);
  const std::lock_guard lock(mutex_);
  if (!previous_) {
    return Error{Errc::kUnsupported, "no other model has answered since the server was started"};
  }
  std::swap(previous_, current_);
  since_ms_ = NowMs();
  return std::nullopt;
}

ModelSlot::State ModelSlot::state() const {
  const std::lock_guard lock(mutex_);
  State state{current_->model().info(), since_ms_, std::nullopt};
  if (previous_) state.previous = previous_->model().info();
  return state;
}

}  // namespace inkdigit
