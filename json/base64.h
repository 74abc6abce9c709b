// Bytes as text, for JSON.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace inkdigit {

// RFC 4648 section 4: the standard alphabet, padded with '='.
[[nodiscard]] std::string Base64(std::span<const std::uint8_t> bytes);

// What Base64() made, or the same without '='. Empty for anything else: another character, a length
// that no bytes have, bits that no byte has.
[[nodiscard]] std::optional<std::string> FromBase64(std::string_view text);

}  // namespace inkdigit
