// Requests as nobody should send them, and what a server has to say to each.
#pragma once

#include <ostream>
#include <string>
#include <vector>

namespace inkdigit {

// Whether the connection takes another request.
enum class After { kServes, kEnds };

// A request, good or bad, and what the server has to say to it.
struct TestRequest {
  std::string what;  // a name as tests may have
  std::string request;
  int status;  // 408: when the server's patience ends
  After after;
};

// For GoogleTest.
inline void PrintTo(const TestRequest& request, std::ostream* out) { *out << request.what; }

[[nodiscard]] std::vector<TestRequest> BadRequests();

// To recognize, with these lines of the header and nothing added: no length, right or wrong.
[[nodiscard]] std::string PostAsItIs(const std::string& fields, const std::string& body);

}  // namespace inkdigit
