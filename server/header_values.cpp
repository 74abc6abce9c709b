#include "server/header_values.h"

#include <algorithm>
#include <cstddef>

namespace inkdigit {
namespace {

char Lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string Lowered(std::string_view text) {
  std::string lowered(text);
  std::transform(lowered.begin(), lowered.end(), lowered.begin(), Lower);
  return lowered;
}

// Cuts the next element off a list: up to `separator`, trimmed. The elements that are split here
// hold no quotes.
std::string_view NextElement(std::string_view& list, char separator) noexcept {
  const std::size_t end = list.find(separator);
  const std::string_view element = Trim(list.substr(0, end));
  list = end == std::string_view::npos ? std::string_view() : list.substr(end + 1);
  return element;
}

// "q=0", "q=0.0", "q=0.000": the client refuses.
bool IsZeroQuality(std::string_view parameter) noexcept {
  const std::size_t equals = parameter.find('=');
  if (equals == std::string_view::npos) return false;
  if (!EqualsIgnoringCase(Trim(parameter.substr(0, equals)), "q")) return false;
  const std::string_view value = Trim(parameter.substr(equals + 1));
  return value.starts_with('0') && value.find_first_not_of("0.") == std::string_view::npos;
}

// Reads a quoted string whose opening quote is gone; leaves `text` behind the closing one.
std::optional<std::string> TakeQuoted(std::string_view& text) {
  std::string value;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"') {
      text.remove_prefix(i + 1);
      return value;
    }
    // Only these two are escaped by anyone; browsers leave the backslash of "C:\a.png" alone.
    const bool escape =
        text[i] == '\\' && i + 1 < text.size() && (text[i + 1] == '"' || text[i + 1] == '\\');
    if (escape) ++i;
    value += text[i];
  }
  return std::nullopt;
}

}  // namespace

bool EqualsIgnoringCase(std::string_view a, std::string_view b) noexcept {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return Lower(x) == Lower(y); });
}

std::string_view Trim(std::string_view text) noexcept {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::optional<std::string_view> ParameterizedValue::Parameter(
    std::string_view name) const noexcept {
  for (const auto& [key, parameter] : parameters) {
    if (key == name) return parameter;
  }
  return std::nullopt;
}

std::optional<ParameterizedValue> ParseParameterized(std::string_view text) {
  ParameterizedValue parsed;
  const std::size_t first = text.find(';');
  parsed.value = Lowered(Trim(text.substr(0, first)));
  text = first == std::string_view::npos ? std::string_view() : text.substr(first + 1);
  while (true) {
    text = Trim(text);
    if (text.empty()) return parsed;
    if (text.front() == ';') {
      text.remove_prefix(1);
      continue;
    }
    const std::size_t equals = text.find_first_of("=;");
    if (equals == std::string_view::npos || text[equals] != '=') return std::nullopt;
    std::string name = Lowered(Trim(text.substr(0, equals)));
    text = Trim(text.substr(equals + 1));
    std::string value;
    if (text.starts_with('"')) {
      text.remove_prefix(1);
      auto quoted = TakeQuoted(text);
      if (!quoted) return std::nullopt;
      value = *std::move(quoted);
      text = Trim(text);
      if (!text.empty() && text.front() != ';') return std::nullopt;
    } else {
      const std::size_t end = std::min(text.find(';'), text.size());
      value = Trim(text.substr(0, end));
      text.remove_prefix(end);
    }
    if (name.empty()) return std::nullopt;
    parsed.parameters.emplace_back(std::move(name), std::move(value));
  }
}

bool AcceptsGzip(std::string_view accept_encoding) noexcept {
  std::optional<bool> any;
  while (!accept_encoding.empty()) {
    std::string_view element = NextElement(accept_encoding, ',');
    const std::string_view coding = NextElement(element, ';');
    bool wanted = true;
    while (!element.empty()) {
      if (IsZeroQuality(NextElement(element, ';'))) wanted = false;
    }
    if (EqualsIgnoringCase(coding, "gzip") || EqualsIgnoringCase(coding, "x-gzip")) return wanted;
    if (coding == "*") any = wanted;
  }
  return any.value_or(false);
}

bool MatchesETag(std::string_view if_none_match, std::string_view etag) noexcept {
  while (!if_none_match.empty()) {
    std::string_view candidate = NextElement(if_none_match, ',');
    if (candidate == "*") return true;
    if (candidate.starts_with("W/")) candidate.remove_prefix(2);
    if (candidate == etag) return true;
  }
  return false;
}

}  // namespace inkdigit
