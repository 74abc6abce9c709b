// A picture within JSON.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace inkdigit {

// The bytes of a picture in base64, or in a data URL as canvas.toDataURL() makes it. Empty for
// anything else.
[[nodiscard]] std::optional<std::string> FromBase64Picture(std::string_view text);

}  // namespace inkdigit
