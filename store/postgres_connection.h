// PostgreSQL as the store's database, through libpq with binary parameters.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "store/sql.h"

namespace inkdigit {

// kInvalidArgument where libpq is missing or `url` is not one that it understands.
[[nodiscard]] std::optional<Error> CheckPostgresUrl(const std::string& url);

// `url` as libpq takes it: "postgresql://user:password@host/database", "postgres://...". Connecting
// takes 5 s at most, and so does waiting for an answer. Null, and `failure` says why, where it
// can't connect.
[[nodiscard]] std::unique_ptr<SqlConnection> ConnectPostgres(const std::string& url,
                                                             SqlFailure& failure);

}  // namespace inkdigit
