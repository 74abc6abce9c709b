// The server's log: lines on standard error.
#pragma once

#include <chrono>
#include <cstddef>
#include <string_view>

namespace inkdigit {

void LogInfo(std::string_view message);
void LogError(std::string_view message);

// One request and what became of it.
struct AccessEntry {
  std::string_view method;  // empty where the request could not be read
  std::string_view target;  // as it came; only the path is logged, because a query may hold secrets
  int status = 0;
  std::size_t body_bytes = 0;  // of the response
  std::chrono::steady_clock::duration took{};
};

void LogAccess(const AccessEntry& entry);

}  // namespace inkdigit
