// Requests as nobody should send them, and what a server has to say to each.
#pragma once

#include <ostream>
#include <string>
#include <vector>

namespace inkdigit {

// Whether the connection takes another request.
enum class After { kServes, kEnds };

struct BadRequest {
  std::string what;  // a name as tests may have
  std::string request;
  int status;  // 408: when the server's patience ends
  After after;
};

// For GoogleTest.
inline void PrintTo(const BadRequest& bad, std::ostream* out) { *out << bad.what; }

[[nodiscard]] std::vector<BadRequest> BadRequests();

}  // namespace inkdigit
