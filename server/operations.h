// What load balancers and monitoring ask: GET /readyz and GET /metrics. (/healthz needs nothing of
// the server and is the router's.)
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "server/http.h"
#include "server/readiness.h"

namespace inkdigit {

// Empty for every other path. `metrics`: makes the text of /metrics.
[[nodiscard]] std::optional<Response> AnswerOperations(const Request& request, Readiness readiness,
                                                       const std::function<std::string()>& metrics);

}  // namespace inkdigit
