// POST /v2/models/digits/infer: the model `digits` behind the Open Inference Protocol.
#pragma once

#include "server/http.h"
#include "server/reader.h"

namespace inkdigit::v2 {

inline constexpr const char* kModelName = "digits";

// Either `tiles` go straight to the network, or each `image` through the whole recognition; both on
// all threads that have time. As the network alone reads them: nobody's corrections count, and
// nothing is kept. Not for an I/O thread. Errors are problems, see AsError().
[[nodiscard]] Response Infer(const Request& request, const Reader& reader);

}  // namespace inkdigit::v2
