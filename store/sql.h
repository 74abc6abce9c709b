// The little of SQL that the store needs, the same for both databases: statements with parameters
// $1, $2, ... in the order of their first appearance, prepared once a connection.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "inkdigit/result.h"

namespace inkdigit {

struct SqlBytes {
  std::string_view bytes;
};

// NULL, a number, UTF-8 text or bytes; views must live until the statement has run.
using SqlParameter = std::variant<std::monostate, std::int64_t, double, std::string_view, SqlBytes>;
// Text and bytes are both strings here.
using SqlColumn = std::variant<std::monostate, std::int64_t, double, std::string>;
using SqlRow = std::vector<SqlColumn>;

struct SqlResult {
  std::vector<SqlRow> rows;
  std::int64_t changed = 0;  // rows inserted, updated or deleted
};

// What differs between the databases besides how they are talked to.
enum class SqlDialect : std::uint8_t { kSqlite, kPostgres };

// A connection to a database. One thread at a time.
class SqlConnection {
 public:
  virtual ~SqlConnection() = default;
  SqlConnection() = default;
  SqlConnection(const SqlConnection&) = delete;  // one owner of what is open
  SqlConnection& operator=(const SqlConnection&) = delete;

  [[nodiscard]] virtual SqlDialect dialect() const noexcept = 0;

  // Runs one statement. kUnavailable: locked, full, read-only, out of reach; kIo: anything else.
  [[nodiscard]] virtual Result<SqlResult> Run(const std::string& sql,
                                              std::span<const SqlParameter> parameters) = 0;
  [[nodiscard]] Result<SqlResult> Run(const std::string& sql) { return Run(sql, {}); }

  // Starts a transaction that may write, waiting a second at most for another that does.
  [[nodiscard]] virtual std::optional<Error> Begin() = 0;
  [[nodiscard]] virtual std::optional<Error> Commit() = 0;
  virtual void Rollback() = 0;

  // Takes what was deleted off the disk, as far as this database can. False: not yet, because
  // somebody still reads; to be called again.
  [[nodiscard]] virtual bool Scrub() = 0;

  // Whether another connection should be opened for what comes next.
  [[nodiscard]] virtual bool lost() const noexcept = 0;
  // What the database itself said of the last error: for logs, as it may name files and hosts.
  [[nodiscard]] virtual const std::string& last_words() const noexcept = 0;
};

struct SqlFailure {
  Error error;
  std::string words;  // of the database itself, for logs
};

// Opens a connection whose schema is this program's (migrations.h); empty `failure` on success.
using SqlConnect = std::function<std::unique_ptr<SqlConnection>(SqlFailure& failure)>;

}  // namespace inkdigit
