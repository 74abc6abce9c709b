// One thread's connection: opened when it is needed, opened again when it broke, and left alone for
// a moment when it made somebody wait in vain, so that the next one is told at once.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "store/sql.h"

namespace inkdigit {

class SqlLink {
 public:
  // `log` may be empty.
  SqlLink(const SqlConnect& connect, const std::function<void(const std::string&)>& log)
      : connect_(connect), log_(log) {}

  // The connection, opened where there is none; null: `error` says why.
  [[nodiscard]] SqlConnection* Get(Error& error);
  // To be told what came of each use.
  void Succeeded();
  void Failed(const Error& error);
  void DropIfLost();

 private:
  using Clock = std::chrono::steady_clock;

  void NoteTrouble(const Error& error, const std::string& words);

  const SqlConnect& connect_;
  const std::function<void(const std::string&)>& log_;
  std::unique_ptr<SqlConnection> connection_;
  std::optional<Error> trouble_;   // why the last use failed; empty: all is well
  Clock::time_point quiet_until_;  // until when nothing is tried again
  Clock::time_point used_since_;
};

}  // namespace inkdigit
