// The values of the few header fields that the server understands.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace inkdigit {

// ASCII only, as HTTP's names are.
[[nodiscard]] bool EqualsIgnoringCase(std::string_view a, std::string_view b) noexcept;

// Without spaces and tabs at both ends.
[[nodiscard]] std::string_view Trim(std::string_view text) noexcept;

// A value with parameters, as in Content-Type and Content-Disposition: `form-data; name="image";
// filename="a.png"`.
struct ParameterizedValue {
  std::string value;  // lower case: "form-data"
  std::vector<std::pair<std::string, std::string>>
      parameters;  // names in lower case, values unquoted

  [[nodiscard]] std::optional<std::string_view> Parameter(std::string_view name) const noexcept;
};

// Empty for a text that doesn't follow the grammar (an open quote, a parameter without '=').
[[nodiscard]] std::optional<ParameterizedValue> ParseParameterized(std::string_view text);

// Whether Accept-Encoding allows gzip: named, or "*", and not with q=0. An absent or empty field
// does not.
[[nodiscard]] bool AcceptsGzip(std::string_view accept_encoding) noexcept;

// Whether If-None-Match holds `etag` (with its quotes), compared weakly, or "*".
[[nodiscard]] bool MatchesETag(std::string_view if_none_match, std::string_view etag) noexcept;

}  // namespace inkdigit
