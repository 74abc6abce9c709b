// /api/v1/model: which network answers, for everybody; another one, for the admin.
#pragma once

#include "server/http.h"
#include "server/reader.h"

namespace inkdigit {

// GET /api/v1/model
[[nodiscard]] Response ShowModel(const Request& request, const Reader& reader);
// POST /api/v1/model/reload and POST /api/v1/model/back: the same answer afterwards.
[[nodiscard]] Response ReloadModel(const Request& request, const Reader& reader);
[[nodiscard]] Response BringModelBack(const Request& request, const Reader& reader);

}  // namespace inkdigit
