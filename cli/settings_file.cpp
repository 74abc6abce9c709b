#include "cli/settings_file.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace inkdigit::cli {
namespace {

constexpr std::string_view kBlank = " \t\r";

std::string_view SkipBlank(std::string_view text) {
  const std::size_t start = text.find_first_not_of(kBlank);
  return start == std::string_view::npos ? std::string_view() : text.substr(start);
}

bool IsKey(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

// Takes one value off the front of `rest`; empty for an open quote or no value.
std::optional<std::string> TakeValue(std::string_view& rest) {
  if (!rest.starts_with('"')) {
    const std::size_t end = rest.find_first_of(" \t\r,]#");
    std::string word(rest.substr(0, end));
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end);
    if (word.empty()) return std::nullopt;
    return word;
  }
  std::string text;
  for (std::size_t i = 1; i < rest.size(); ++i) {
    if (rest[i] == '"') {
      rest.remove_prefix(i + 1);
      return text;
    }
    const bool escaped =
        rest[i] == '\\' && i + 1 < rest.size() && (rest[i + 1] == '"' || rest[i + 1] == '\\');
    if (escaped) ++i;
    text += rest[i];
  }
  return std::nullopt;
}

// The values behind the '='; an error's message says what is wrong with them.
Result<std::vector<std::string>> TakeValues(std::string_view rest) {
  const Error broken{Errc::kInvalidArgument,
                     "the value has to be a word, a \"text\" or a list [\"of\", \"texts\"]"};
  std::vector<std::string> values;
  rest = SkipBlank(rest);
  if (rest.starts_with('[')) {
    rest = SkipBlank(rest.substr(1));
    while (!rest.starts_with(']')) {
      auto value = TakeValue(rest);
      if (!value) return broken;
      values.push_back(*std::move(value));
      rest = SkipBlank(rest);
      if (rest.starts_with(',')) {
        rest = SkipBlank(rest.substr(1));
      } else if (!rest.starts_with(']')) {
        return broken;
      }
    }
    rest.remove_prefix(1);
  } else {
    auto value = TakeValue(rest);
    if (!value) return broken;
    values.push_back(*std::move(value));
  }
  rest = SkipBlank(rest);
  if (!rest.empty() && !rest.starts_with('#')) return broken;
  return values;
}

}  // namespace

Result<std::vector<Setting>> ParseSettings(std::string_view text) {
  std::vector<Setting> settings;
  int number = 0;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::string_view line = SkipBlank(text.substr(0, end));
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    ++number;
    if (line.empty() || line.starts_with('#')) continue;
    const auto wrong = [&](const std::string& what) {
      return Error{Errc::kInvalidArgument, "line " + std::to_string(number) + ": " + what};
    };
    if (line.starts_with('[')) return wrong("there are no sections here, only lines KEY = VALUE");
    const std::size_t equals = line.find('=');
    std::string_view key = line.substr(0, equals);
    key = key.substr(0, key.find_last_not_of(kBlank) + 1);
    if (equals == std::string_view::npos || !IsKey(key)) {
      return wrong("a setting has to be KEY = VALUE, as in listen = \"127.0.0.1:8000\"");
    }
    for (const Setting& before : settings) {
      if (before.key == key) {
        return wrong(std::string(key) + " is there already, in line " +
                     std::to_string(before.line));
      }
    }
    auto values = TakeValues(line.substr(equals + 1));
    if (!values.ok()) return wrong(std::string(key) + ": " + values.error().message);
    settings.push_back({std::string(key), std::move(values).value(), number});
  }
  return settings;
}

}  // namespace inkdigit::cli
