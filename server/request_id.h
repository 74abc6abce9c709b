// Names of requests, so that a line of the log is found again.
#pragma once

#include <string>
#include <string_view>

namespace inkdigit {

// What the client, or a proxy before it, calls the request (X-Request-Id): taken where it has 1 to
// 64 letters, digits and . _ - only, so that it can't forge a line of the log; else a new one of 16
// random hexadecimal digits. Thread-safe.
[[nodiscard]] std::string RequestId(std::string_view proposed);

}  // namespace inkdigit
