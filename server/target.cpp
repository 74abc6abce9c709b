#include "server/target.h"

#include <cstddef>

namespace inkdigit {
namespace {

// -1 for a character that is no hexadecimal digit.
int HexValue(char c) noexcept {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::optional<std::string> PercentDecode(std::string_view text, bool plus_is_space) {
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%') {
      if (text.size() - i < 3) return std::nullopt;
      const int high = HexValue(text[i + 1]);
      const int low = HexValue(text[i + 2]);
      if (high < 0 || low < 0 || high + low == 0) return std::nullopt;
      decoded += static_cast<char>(high * 16 + low);
      i += 2;
    } else {
      decoded += plus_is_space && text[i] == '+' ? ' ' : text[i];
    }
  }
  return decoded;
}

}  // namespace

std::string_view OriginForm(std::string_view target) noexcept {
  const std::size_t scheme_end = target.find("://");
  if (target.starts_with('/') || scheme_end == std::string_view::npos) return target;
  const std::size_t path = target.find_first_of("/?", scheme_end + 3);
  return path == std::string_view::npos ? std::string_view("/") : target.substr(path);
}

std::optional<std::string_view> Target::Query(std::string_view name) const noexcept {
  for (const auto& [key, value] : query) {
    if (key == name) return value;
  }
  return std::nullopt;
}

Result<Target> ParseTarget(std::string_view text) {
  text = OriginForm(text);
  const std::size_t question = text.find('?');
  const std::string_view raw_path = text.substr(0, question);
  const Error bad_encoding{Errc::kInvalidArgument, "the percent-encoding of the address is broken"};

  Target target;
  auto path = PercentDecode(raw_path.empty() ? "/" : raw_path, /*plus_is_space=*/false);
  if (!path) return bad_encoding;
  if (!path->starts_with('/')) {
    return Error{Errc::kInvalidArgument, "the address must start with a slash"};
  }
  target.path = *std::move(path);
  if (question == std::string_view::npos) return target;

  std::string_view rest = text.substr(question + 1);
  while (!rest.empty()) {
    const std::size_t end = rest.find('&');
    const std::string_view field = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    if (field.empty()) continue;
    const std::size_t equals = field.find('=');
    auto key = PercentDecode(field.substr(0, equals), /*plus_is_space=*/true);
    auto value = PercentDecode(
        equals == std::string_view::npos ? std::string_view() : field.substr(equals + 1),
        /*plus_is_space=*/true);
    if (!key || !value) return bad_encoding;
    target.query.emplace_back(*std::move(key), *std::move(value));
  }
  return target;
}

}  // namespace inkdigit
