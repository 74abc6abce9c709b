// POST /api/v1/recognize: a request in, a response out. No socket and no thread, so a unit test
// calls it directly.
#pragma once

#include "server/http.h"
#include "server/reader.h"

namespace inkdigit {

// The body is what ReadPictureForm() takes. One picture gives the object of the reading; several
// give an array of such objects, in their order, with a problem in the place of one that can't be
// read, and nothing of them is kept. Query: mode=auto|digit|number, explain=0|1, keep=0|1 (1, the
// default, leaves a draft), learned=0|1 (1, the default: with the reader's lessons in mind). Takes
// as long as the pictures are large: never call it on an I/O thread.
[[nodiscard]] Response Recognize(const Request& request, const Reader& reader);

// POST /api/v1/readings: as Recognize(), and the query text= is what a person says that the picture
// shows. Leaves a draft with that correction.
[[nodiscard]] Response RecognizeCorrected(const Request& request, const Reader& reader);

}  // namespace inkdigit
