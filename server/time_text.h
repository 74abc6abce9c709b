// Times as JSON and manifests have them.
#pragma once

#include <cstdint>
#include <string>

namespace inkdigit {

// RFC 3339 in UTC: "2026-11-26T00:12:32.123Z". `time_ms`: since 1970.
[[nodiscard]] std::string TimeText(std::int64_t time_ms);

}  // namespace inkdigit
