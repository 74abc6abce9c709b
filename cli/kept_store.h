// The store that a command was told of, or the one that `inkdigit serve` uses by itself.
#pragma once

#include <memory>
#include <string>

#include "inkdigit/result.h"
#include "store/store.h"

namespace inkdigit::cli {

// "sqlite:FILE" or a PostgreSQL URL: `database`, or the default where it is empty.
[[nodiscard]] Result<std::string> NameOfDatabase(const std::string& database);

// Opens what is there: an error, and nothing is made, where an SQLite file is missing.
[[nodiscard]] Result<std::unique_ptr<Store>> OpenKeptStore(const std::string& database);

// Opens it, and makes it where it is missing.
[[nodiscard]] Result<std::unique_ptr<Store>> OpenOrMakeStore(const std::string& database);

}  // namespace inkdigit::cli
