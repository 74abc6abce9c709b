// POST /api/v1/explain: what every layer makes of one tile.
#pragma once

#include "inkdigit/recognizer.h"
#include "server/http.h"

namespace inkdigit {

// The body is a tile as `explain=1` tells it, unpacked: 28x28 bytes, rows first, 0 paper to 255
// ink. Takes milliseconds: not for an I/O thread.
[[nodiscard]] Response ExplainTile(const Request& request, const Recognizer& recognizer,
                                   Workspace& workspace);

}  // namespace inkdigit
