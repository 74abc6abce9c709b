// A copy of a database that is in use.
#pragma once

#include <optional>
#include <string>

#include "inkdigit/result.h"

namespace inkdigit {

// Copies the SQLite database `file` to `copy`, as it stood at one moment, while servers read and
// write it; only its owner may read the copy. It appears whole or not at all, is a database like
// the first one, and holds nothing of what was deleted. Errors: kIo (the copy can't be written, or
// is there already; the message names it), kUnavailable (the database's trouble).
[[nodiscard]] std::optional<Error> BackUpSqlite(const std::string& file, const std::string& copy);

}  // namespace inkdigit
