// POST /api/v1/explain: what every layer makes of one tile.
#pragma once

#include "server/http.h"
#include "server/reader.h"

namespace inkdigit {

// The body is a tile as `explain=1` tells it, unpacked: 28x28 bytes, rows first, 0 paper to 255
// ink. Takes milliseconds: not for an I/O thread.
[[nodiscard]] Response ExplainTile(const Request& request, const Reader& reader);

}  // namespace inkdigit
