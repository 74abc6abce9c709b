// The store's questions and changes as SQL, on either database. Each runs on the connection that it
// is given, inside whatever transaction that has.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "store/kept_reading.h"
#include "store/sql.h"
#include "store/store.h"

namespace inkdigit {

[[nodiscard]] Result<ReadingId> InsertReading(SqlConnection& connection,
                                              const KeptReading& reading);
[[nodiscard]] Result<bool> UpdateCorrection(SqlConnection& connection, const Scope& scope,
                                            const ReadingId& id,
                                            const std::optional<Correction>& correction);
[[nodiscard]] Result<bool> DeleteReading(SqlConnection& connection, const Scope& scope,
                                         const ReadingId& id);
// The owner's corrections up to that time are no lessons any more.
[[nodiscard]] Result<bool> EndLessons(SqlConnection& connection, const Owner& owner,
                                      std::int64_t time_ms);
// Of the readings in scope that are older than `before`, where that is given, at most `limit`. The
// number deleted.
[[nodiscard]] Result<std::int64_t> DeleteReadings(SqlConnection& connection, const Scope& scope,
                                                  const std::optional<ReadingId>& before,
                                                  int limit);
[[nodiscard]] Result<std::vector<KeptReading>> SelectReadings(SqlConnection& connection,
                                                              const Listing& listing);
[[nodiscard]] Result<std::optional<KeptReading>> SelectReading(SqlConnection& connection,
                                                               const Scope& scope,
                                                               const ReadingId& id);

}  // namespace inkdigit
