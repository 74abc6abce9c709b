#include "server/owner_cookie.h"

#include <sodium.h>

#include <cstddef>

#include "server/header_values.h"

namespace inkdigit {
namespace {

constexpr std::string_view kName = "inkdigit_owner";
constexpr std::string_view kHex = "0123456789abcdef";

std::optional<OwnerSecret> Parse(std::string_view value) noexcept {
  OwnerSecret secret{};
  if (value.size() != 2 * secret.size()) return std::nullopt;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const std::size_t nibble = kHex.find(value[i]);
    if (nibble == std::string_view::npos) return std::nullopt;
    secret[i / 2] = static_cast<std::uint8_t>(secret[i / 2] << 4 | nibble);
  }
  return secret;
}

}  // namespace

OwnerSecret NewOwnerSecret() {
  OwnerSecret secret;
  randombytes_buf(secret.data(), secret.size());
  return secret;
}

Owner OwnerOf(const OwnerSecret& secret) {
  Owner owner;
  static_assert(sizeof owner == crypto_hash_sha256_BYTES);
  crypto_hash_sha256(owner.data(), secret.data(), secret.size());
  return owner;
}

std::optional<OwnerSecret> ReadOwnerCookie(std::string_view cookies) noexcept {
  std::optional<std::string_view> found;
  while (!cookies.empty()) {
    const std::size_t end = cookies.find(';');
    const std::string_view pair = Trim(cookies.substr(0, end));
    cookies = end == std::string_view::npos ? std::string_view() : cookies.substr(end + 1);
    const std::size_t equals = pair.find('=');
    if (equals == std::string_view::npos || pair.substr(0, equals) != kName) continue;
    if (found) return std::nullopt;
    found = pair.substr(equals + 1);
  }
  return found ? Parse(*found) : std::nullopt;
}

std::string OwnerCookie(const OwnerSecret& secret, bool secure, const std::string& path) {
  std::string cookie(kName);
  cookie += '=';
  for (const std::uint8_t byte : secret) {
    cookie += kHex[byte >> 4];
    cookie += kHex[byte & 15];
  }
  cookie += "; Path=" + path + "; Max-Age=34560000; HttpOnly; SameSite=Lax";
  if (secure) cookie += "; Secure";
  return cookie;
}

}  // namespace inkdigit
