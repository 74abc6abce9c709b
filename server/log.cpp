#include "server/log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <array>
#include <atomic>
#include <cstdio>
#include <memory>
#include <string>

#include "server/time_text.h"
#include "store/reading_id.h"

namespace inkdigit {
namespace {

std::atomic<LogFormat> log_format = LogFormat::kLogfmt;

spdlog::logger& Logger() {
  static const std::shared_ptr<spdlog::logger> logger = [] {
    auto made = std::make_shared<spdlog::logger>("inkdigit",
                                                 std::make_shared<spdlog::sinks::stderr_sink_mt>());
    made->set_pattern("%v");
    return made;
  }();
  return *logger;
}

// One line, field by field.
class Line {
 public:
  explicit Line(std::string_view level) : json_(log_format == LogFormat::kJson) {
    Add("time", TimeText(NowMs()));
    Add("level", level);
  }

  // Whatever somebody sent can neither forge another field or line nor fill the log.
  void Add(std::string_view name, std::string_view value) {
    constexpr std::size_t kMostBytes = 1000;
    Begin(name);
    const bool plain = !json_ && !value.empty() &&
                       value.find_first_of(" \"=\\") == std::string_view::npos &&
                       value.size() <= kMostBytes;
    if (!plain) text_ += '"';
    for (const char c : value.substr(0, kMostBytes)) {
      if (c == '"' || c == '\\') text_ += '\\';
      text_ += c < ' ' || c > '~' ? '?' : c;
    }
    if (!plain) text_ += '"';
  }

  void AddNumber(std::string_view name, std::string_view number) {
    Begin(name);
    text_ += number;
  }

  void WriteTo(spdlog::logger& logger, spdlog::level::level_enum level) {
    logger.log(level, "{}", json_ ? "{" + text_ + "}" : text_);
  }

 private:
  void Begin(std::string_view name) {
    if (!text_.empty()) text_ += json_ ? ',' : ' ';
    if (json_) text_ += '"';
    text_ += name;
    text_ += json_ ? "\":" : "=";
  }

  bool json_;
  std::string text_;
};

void LogMessage(spdlog::level::level_enum level, std::string_view name, std::string_view message,
                std::string_view request_id) {
  Line line(name);
  if (!request_id.empty()) line.Add("id", request_id);
  line.Add("msg", message);
  line.WriteTo(Logger(), level);
}

}  // namespace

void SetLogFormat(LogFormat format) noexcept { log_format = format; }

void LogInfo(std::string_view message, std::string_view request_id) {
  LogMessage(spdlog::level::info, "info", message, request_id);
}

void LogError(std::string_view message, std::string_view request_id) {
  LogMessage(spdlog::level::err, "error", message, request_id);
}

void LogAccess(const AccessEntry& entry) {
  constexpr std::size_t kMostOfPath = 200;
  const std::string_view path = entry.target.substr(0, entry.target.find('?'));
  std::array<char, 32> milliseconds{};
  std::snprintf(milliseconds.data(), milliseconds.size(), "%.2f",
                std::chrono::duration<double, std::milli>(entry.took).count());
  Line line("info");
  line.Add("id", entry.id);
  line.Add("client", entry.client);
  if (!entry.key.empty()) line.Add("key", entry.key);
  line.Add("method", entry.method.empty() ? "-" : entry.method.substr(0, 20));
  line.Add("path", path.empty() ? "-" : path.substr(0, kMostOfPath));
  line.AddNumber("status", std::to_string(entry.status));
  line.AddNumber("bytes", std::to_string(entry.body_bytes));
  line.AddNumber("ms", milliseconds.data());
  line.WriteTo(Logger(), spdlog::level::info);
}

}  // namespace inkdigit
