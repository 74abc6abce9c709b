// SQLite as the store's database: one file.
#pragma once

#include <memory>
#include <string>

#include "store/sql.h"

namespace inkdigit {

// Opens `file`, readable and writable by its owner only where it has to be made (its folder, too):
// write-ahead log, every commit synced, deleted content overwritten. A file that can't be written
// can still be read. Null, and `failure` says why, where it can't be opened.
[[nodiscard]] std::unique_ptr<SqlConnection> ConnectSqlite(const std::string& file,
                                                           SqlFailure& failure);

}  // namespace inkdigit
