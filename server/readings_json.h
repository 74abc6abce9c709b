// Kept readings as JSON.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "store/kept_reading.h"

namespace inkdigit {

struct KeptJsonOptions {
  bool tiles = false;  // with the tiles, base64
  bool owner = false;  // with the owner's hash, for an admin
};

// {"readings": [...], "next": the id to go on from, or null}; an entry has the first 8 tiles.
[[nodiscard]] std::string ReadingsToJson(const std::vector<KeptReading>& readings,
                                         const std::optional<ReadingId>& next,
                                         const KeptJsonOptions& options);

// The object that recognising answered, and what keeping added: "id", "time", ...
[[nodiscard]] std::string KeptReadingToJson(const KeptReading& kept,
                                            const KeptJsonOptions& options);

// {"id", "corrected"}: the correction as it is now.
[[nodiscard]] std::string CorrectionToJson(const ReadingId& id,
                                           const std::optional<Correction>& correction);

}  // namespace inkdigit
