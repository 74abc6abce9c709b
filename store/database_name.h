// What --database and DATABASE_URL may say.
#pragma once

#include <string>
#include <string_view>

#include "inkdigit/result.h"

namespace inkdigit {

struct DatabaseName {
  bool postgres = false;
  std::string file;  // SQLite's
};

[[nodiscard]] bool IsPostgresUrl(std::string_view database) noexcept;

// "sqlite:FILE", "postgresql://..." or "postgres://..."; kInvalidArgument for anything else. A URL
// is not looked into.
[[nodiscard]] Result<DatabaseName> ParseDatabaseName(const std::string& database);

}  // namespace inkdigit
