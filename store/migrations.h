// The schema, and the steps that lead to it.
#pragma once

#include <cstdint>
#include <optional>

#include "store/sql.h"

namespace inkdigit {

// The number of the last step; inkdigit_schema holds the number of the database.
inline constexpr int kSchemaVersion = 3;

// The number in the database; 0 where it holds nothing of ours yet. Writes nothing.
[[nodiscard]] Result<std::int64_t> SchemaVersion(SqlConnection& connection);

// kUnsupported for a schema that is newer than this program.
[[nodiscard]] std::optional<Error> RefuseSchema(std::int64_t version);

// Brings the schema up to kSchemaVersion in one transaction under a lock, so that of several
// programs that start at once one does it and the others find it done. Doesn't write where nothing
// is to be done. kUnsupported where the schema is newer than this program.
[[nodiscard]] std::optional<Error> Migrate(SqlConnection& connection);

}  // namespace inkdigit
