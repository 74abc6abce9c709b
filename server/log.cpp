#include "server/log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <memory>
#include <string>

namespace inkdigit {
namespace {

spdlog::logger& Logger() {
  static const std::shared_ptr<spdlog::logger> logger = [] {
    auto made = std::make_shared<spdlog::logger>("inkdigit",
                                                 std::make_shared<spdlog::sinks::stderr_sink_mt>());
    made->set_pattern("%Y-%m-%dT%H:%M:%S.%e%z %l %v");
    return made;
  }();
  return *logger;
}

// What a client sent, so that it can't forge lines of the log or fill it.
std::string Printable(std::string_view text) {
  constexpr std::size_t kMaxBytes = 200;
  std::string printable(text.empty() ? "-" : text.substr(0, kMaxBytes));
  for (char& c : printable) {
    if (c <= ' ' || c > '~') c = '?';
  }
  return printable;
}

}  // namespace

void LogInfo(std::string_view message) { Logger().info("{}", message); }

void LogError(std::string_view message) { Logger().error("{}", message); }

void LogAccess(const AccessEntry& entry) {
  const double milliseconds = std::chrono::duration<double, std::milli>(entry.took).count();
  Logger().info("{} {} {} {} bytes {:.1f} ms", Printable(entry.method),
                Printable(entry.target.substr(0, entry.target.find('?'))), entry.status,
                entry.body_bytes, milliseconds);
}

}  // namespace inkdigit
