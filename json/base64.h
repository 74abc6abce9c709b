// Bytes as text, for JSON.
#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace inkdigit {

// RFC 4648 section 4: the standard alphabet, padded with '='.
[[nodiscard]] std::string Base64(std::span<const std::uint8_t> bytes);

}  // namespace inkdigit
