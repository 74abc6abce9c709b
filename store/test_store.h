// Databases, readings and waiting for the tests of the store.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <utility>

#include "core/temporary_folder_for_test.h"
#include "store/await.h"
#include "store/store.h"

namespace inkdigit {

// The PostgreSQL that one test program starts for all its tests (tests/postgres.sh), and stops at
// its end.
class TestPostgres {
 public:
  // Null where PostgreSQL is not installed: the test is then to be skipped.
  static TestPostgres* Get();

  // The URL of a new, empty database.
  [[nodiscard]] std::string NewDatabase();
  // Pulls the plug, and starts it again.
  void Stop();
  void StartAgain();

  ~TestPostgres();
  TestPostgres(const TestPostgres&) = delete;  // one owner of the server
  TestPostgres& operator=(const TestPostgres&) = delete;

 private:
  TestPostgres();
  std::string folder_;
  std::string url_;
  int databases_ = 0;
};

// A reading of `text`, with a tile for each digit and a picture that holds `picture`.
[[nodiscard]] KeptReading TestReading(const Owner& owner, const std::string& text = "7",
                                      const std::string& picture = "picture");
[[nodiscard]] Owner TestOwner(int number);

// The store's operations, one after the other.
class WaitingStore {
 public:
  explicit WaitingStore(Store& store) : store_(store) {}

  Result<ReadingId> Put(const KeptReading& reading);
  Result<bool> Correct(const Scope& scope, const ReadingId& id,
                       const std::optional<Correction>& correction);
  Result<bool> Delete(const Scope& scope, const ReadingId& id);
  Result<std::int64_t> DeleteAll(const Scope& scope);
  Result<std::int64_t> DeleteOlderThan(std::int64_t time_ms);
  Result<bool> EndLessons(const Owner& owner, std::int64_t time_ms);
  Result<std::vector<KeptReading>> List(const Listing& listing);
  Result<std::optional<KeptReading>> Get(const Scope& scope, const ReadingId& id);

 private:
  Store& store_;
};

}  // namespace inkdigit
