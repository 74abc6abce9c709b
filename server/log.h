// The server's log: a line an event on standard error, of fields that programs read.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace inkdigit {

enum class LogFormat : std::uint8_t {
  kLogfmt,  // time=2026-11-26T08:00:00.000Z level=info msg="stopping on SIGTERM"
  kJson,    // {"time":"2026-11-26T08:00:00.000Z","level":"info","msg":"stopping on SIGTERM"}
};

// To be called before the first line; kLogfmt until then.
void SetLogFormat(LogFormat format) noexcept;

// `request_id`: of the request that it is about; empty: of none.
void LogInfo(std::string_view message, std::string_view request_id = {});
void LogError(std::string_view message, std::string_view request_id = {});

// One request and what became of it.
struct AccessEntry {
  std::string_view id;
  std::string_view client;  // an address
  std::string_view key;     // the name of the API key; empty: none
  std::string_view method;  // empty where the request could not be read
  std::string_view target;  // as it came; only the path is logged, because a query may hold secrets
  int status = 0;
  std::size_t body_bytes = 0;  // of the response
  std::chrono::steady_clock::duration took{};
};

void LogAccess(const AccessEntry& entry);

}  // namespace inkdigit
