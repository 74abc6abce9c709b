// Which part of the server answers a request.
#pragma once

#include <variant>

#include "server/http.h"
#include "server/pages.h"
#include "server/reader.h"

namespace inkdigit {

// What needs the body and a worker thread: a request in, a response out.
using Endpoint = Response (*)(const Request&, const Reader&);

// What Readings::Answer() answers.
struct ToReadings {};

// Whatever is known at once: a page, the state of the server, or a problem (404, 405, 400).
using Route = std::variant<Endpoint, ToReadings, Response>;

// Looks at method and target only, so a request can be refused before its body is read. HEAD is
// answered like GET; the session leaves the body out.
[[nodiscard]] Route FindRoute(const Request& request);

}  // namespace inkdigit
