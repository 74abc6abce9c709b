// Errors as RFC 9457 application/problem+json.
#pragma once

#include <string_view>

#include "inkdigit/result.h"
#include "server/http.h"

namespace inkdigit {

// The only place where a code becomes a status.
[[nodiscard]] constexpr int HttpStatus(Errc code) noexcept {
  switch (code) {  // no default: a new code is a compiler warning here
    case Errc::kUnsupported:
    case Errc::kInvalidArgument:
      return 400;
    case Errc::kTooLarge:
      return 413;
    case Errc::kUnsupportedFormat:
      return 415;
    case Errc::kBadImage:
      return 422;
    case Errc::kBadModel:
    case Errc::kIo:
      return 500;
    case Errc::kUnavailable:
      return 503;
  }
  return 500;
}

// {"type": "about:blank", "title": what the status means, "status", "detail"}; `detail` tells this
// case and is shown to people. A 503 gets Retry-After.
[[nodiscard]] Response Problem(int status, std::string_view detail);

// A server-side fault (500) keeps its message to itself: it may name files of this machine.
[[nodiscard]] Response Problem(const Error& error);

}  // namespace inkdigit
