// The paths of the Open Inference Protocol V2, and how it says what went wrong.
#pragma once

#include <string_view>

#include "inkdigit/model.h"
#include "server/router.h"

namespace inkdigit::v2 {

// Whether a request target lies under /v2, however it is spelt.
[[nodiscard]] bool IsUnderV2(std::string_view target);

// As FindRoute() for the targets under /v2: server and model metadata, health, and Infer(). The
// model's version is its name, e.g. "digits-3". `ready`: the server takes requests.
[[nodiscard]] Route FindV2Route(const Request& request, const ModelInfo& model, bool ready);

// A problem as the protocol has it, {"error": detail}; status and header fields stay. Any other
// response comes back as it is.
[[nodiscard]] Response AsError(Response response);

}  // namespace inkdigit::v2
