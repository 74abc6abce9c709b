// The cookie that says whose readings are whose.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "store/kept_reading.h"

namespace inkdigit {

// 128 random bits that only the owner's browser holds.
using OwnerSecret = std::array<std::uint8_t, 16>;

[[nodiscard]] OwnerSecret NewOwnerSecret();

// What the store keeps of it: SHA-256, so that a stolen database lets nobody in.
[[nodiscard]] Owner OwnerOf(const OwnerSecret& secret);

// From the value of a Cookie header. Empty where our cookie is absent, there twice (one of them may
// have been planted), or not exactly 32 lower-case hexadecimal digits.
[[nodiscard]] std::optional<OwnerSecret> ReadOwnerCookie(std::string_view cookies) noexcept;

// The value of Set-Cookie: out of scripts' reach, not sent with other sites' requests, for 400 days
// (browsers allow no more). `secure`: over TLS only. `path`: below which it is sent.
[[nodiscard]] std::string OwnerCookie(const OwnerSecret& secret, bool secure,
                                      const std::string& path = "/");

}  // namespace inkdigit
