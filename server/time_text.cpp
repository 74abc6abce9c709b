#include "server/time_text.h"

#include <array>
#include <cstdio>
#include <ctime>

namespace inkdigit {

std::string TimeText(std::int64_t time_ms) {
  constexpr std::int64_t kMsInSecond = 1000;
  const std::time_t seconds = time_ms / kMsInSecond;
  std::tm utc{};
  gmtime_r(&seconds, &utc);
  std::array<char, 32> date{};
  std::strftime(date.data(), date.size(), "%Y-%m-%dT%H:%M:%S", &utc);
  std::array<char, 48> text{};
  std::snprintf(text.data(), text.size(), "%s.%03dZ", date.data(),
                static_cast<int>(time_ms % kMsInSecond));
  return text.data();
}

}  // namespace inkdigit
