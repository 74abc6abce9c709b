// The request target: "/api/v1/recognize?mode=digit".
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "inkdigit/result.h"

namespace inkdigit {

struct Target {
  std::string path;                                        // percent-decoded
  std::vector<std::pair<std::string, std::string>> query;  // decoded, in order; '+' is a space

  // The first value of that name.
  [[nodiscard]] std::optional<std::string_view> Query(std::string_view name) const noexcept;
};

// "http://host:80/path" -> "/path"; RFC 9112 3.2.2 asks every server to take that. Anything else is
// left as it is.
[[nodiscard]] std::string_view OriginForm(std::string_view target) noexcept;

// Takes origin form ("/path?query") and absolute form ("http://host/path"). kInvalidArgument for
// anything else and for percent-encoding that is cut off, isn't hexadecimal, or gives a NUL.
[[nodiscard]] Result<Target> ParseTarget(std::string_view target);

}  // namespace inkdigit
