#include "store/sql_link.h"

#include <utility>

namespace inkdigit {
namespace {

constexpr std::chrono::milliseconds kQuiet{500};
// A failure that took this long is one that the next use would wait for, too.
constexpr std::chrono::milliseconds kSlow{100};

}  // namespace

SqlConnection* SqlLink::Get(Error& error) {
  if (trouble_ && Clock::now() < quiet_until_) {
    error = *trouble_;
    return nullptr;
  }
  used_since_ = Clock::now();
  if (connection_) return connection_.get();
  SqlFailure failure{{Errc::kUnavailable, ""}, ""};
  connection_ = connect_(failure);
  if (connection_) return connection_.get();
  // Whatever it is that keeps it from being opened may be put right while this program runs.
  failure.error.code = Errc::kUnavailable;
  NoteTrouble(failure.error, failure.words);
  quiet_until_ = Clock::now() + kQuiet;
  error = failure.error;
  return nullptr;
}

void SqlLink::Succeeded() {
  if (trouble_ && log_) log_("the database answers again");
  trouble_.reset();
  DropIfLost();
}

void SqlLink::DropIfLost() {
  if (connection_ && connection_->lost()) connection_.reset();
}

void SqlLink::Failed(const Error& error) {
  if (!connection_) return;
  const std::string words = connection_->last_words();
  // A connection that was cut says nothing about the next one.
  const bool lost = connection_->lost();
  if (lost) connection_.reset();
  if (error.code == Errc::kUnavailable) {
    NoteTrouble(error, words);
    const auto now = Clock::now();
    if (!lost && now - used_since_ >= kSlow) quiet_until_ = now + kQuiet;
  } else if (log_) {
    log_(error.message + ": " + words);
  }
}

void SqlLink::NoteTrouble(const Error& error, const std::string& words) {
  if (log_ && (!trouble_ || trouble_->message != error.message)) {
    log_(words.empty() ? error.message : error.message + ": " + words);
  }
  trouble_ = error;
}

}  // namespace inkdigit
