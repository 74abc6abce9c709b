// Where readings and corrections are kept: SQLite or PostgreSQL behind one interface.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "inkdigit/result.h"
#include "store/kept_reading.h"
#include "store/reading_id.h"

namespace inkdigit {

// Which readings List() gives, newest first.
struct Listing {
  Scope scope = {};
  std::optional<ReadingId> before = {};  // only readings older than this one
  int limit = 50;                        // at least 1
  bool unsure_or_corrected = false;      // only those
  bool lessons = false;  // only what was corrected, and since the owner's last EndLessons()
  // 0: without pictures. Otherwise with pictures, and as few readings as hold no more than these
  // bytes of pictures together, but at least one.
  std::int64_t picture_bytes = 0;
};

// Every operation is queued and returns at once; `done` is called once, on a thread of the store
// (or, where a queue is full, on the caller's), must not throw and should be quick. An operation
// that changes something is on disk when `done` says so. Operations that wait are committed
// together, so many clients share one sync of the disk.
//
// kUnavailable: the database can't be used now (unreachable, locked, full, read-only) or too much
// waits for it; the message is for people and names no file. Nothing was changed, except that a
// change whose connection broke at the very commit may still have been made. The store recovers by
// itself. Thread-safe.
class Store {
 public:
  template <typename T>
  using Done = std::function<void(Result<T>)>;

  // Finishes the changes that wait, drops the questions that wait (their `done` gets kUnavailable).
  virtual ~Store() = default;
  Store() = default;
  Store(const Store&) = delete;  // threads hold its address
  Store& operator=(const Store&) = delete;

  // A reading whose id is there already is left as it is.
  virtual void Put(KeptReading reading, Done<ReadingId> done) = 0;
  // Sets the correction, or takes it away again where it is empty. False: no such reading in scope.
  virtual void Correct(const Scope& scope, const ReadingId& id,
                       std::optional<Correction> correction, Done<bool> done) = 0;
  // False: no such reading in scope.
  virtual void Delete(const Scope& scope, const ReadingId& id, Done<bool> done) = 0;
  // These two give the number of readings deleted. They delete a thousand at a time, so that
  // others' changes come in between; a failure leaves some deleted.
  virtual void DeleteAll(const Scope& scope, Done<std::int64_t> done) = 0;
  virtual void DeleteOlderThan(std::int64_t time_ms, Done<std::int64_t> done) = 0;

  // The owner's corrections up to that time stay what they are, and are no lessons any more.
  virtual void EndLessons(const Owner& owner, std::int64_t time_ms, Done<bool> done) = 0;

  virtual void List(const Listing& listing, Done<std::vector<KeptReading>> done) = 0;
  // With its picture; empty: no such reading in scope.
  virtual void Get(const Scope& scope, const ReadingId& id,
                   Done<std::optional<KeptReading>> done) = 0;
};

struct StoreOptions {
  // "sqlite:FILE" (its folder is made where it is missing), "postgresql://..." or "postgres://...".
  std::string database;
  // What an operator should know: the database is away, and it is back. Called from any thread; may
  // be empty.
  std::function<void(const std::string&)> log;
};

// A database that is merely away is no error: the store keeps trying. Errors: kInvalidArgument (the
// database's name makes no sense, or libpq is not installed), kUnsupported (its schema is newer
// than this program).
[[nodiscard]] Result<std::unique_ptr<Store>> OpenStore(const StoreOptions& options);

// "sqlite:" and readings.db in the XDG data folder: $XDG_DATA_HOME/inkdigit, or
// ~/.local/share/inkdigit. kInvalidArgument where neither that variable nor HOME is set.
[[nodiscard]] Result<std::string> DefaultDatabase();

// The database's name without what is secret in it, for logs.
[[nodiscard]] std::string DatabaseForLog(const std::string& database);

}  // namespace inkdigit
