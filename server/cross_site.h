// Whether another site's page made the browser send a request.
#pragma once

#include "server/http.h"

namespace inkdigit {

// By Sec-Fetch-Site where the browser sends it (only the same origin and what a person typed are
// our own), else by Origin, which must be the host that was asked. A request with neither comes
// from a program or an old browser's own page.
[[nodiscard]] bool IsCrossSite(const Request& request) noexcept;

}  // namespace inkdigit
