#include "store/database_name.h"

namespace inkdigit {

bool IsPostgresUrl(std::string_view database) noexcept {
  return database.starts_with("postgresql://") || database.starts_with("postgres://");
}

Result<DatabaseName> ParseDatabaseName(const std::string& database) {
  constexpr std::string_view kSqlite = "sqlite:";
  if (IsPostgresUrl(database)) return DatabaseName{true, ""};
  if (!database.starts_with(kSqlite) || database.size() == kSqlite.size()) {
    return Error{Errc::kInvalidArgument,
                 "the database must be sqlite:FILE or postgresql://user:password@host/database"};
  }
  std::string file = database.substr(kSqlite.size());
  if (file == ":memory:") {
    return Error{Errc::kInvalidArgument,
                 "SQLite's :memory: would be another database for every connection; name a file"};
  }
  return DatabaseName{false, std::move(file)};
}

}  // namespace inkdigit
