#include "server/admin_token.h"

#include <sodium.h>

#include "server/header_values.h"

namespace inkdigit {

AdminToken::AdminToken(std::string_view token) : hash_{} {
  static_assert(sizeof hash_ == crypto_hash_sha256_BYTES);
  crypto_hash_sha256(hash_.data(), reinterpret_cast<const unsigned char*>(token.data()),
                     token.size());
}

AdminToken::Claim AdminToken::Check(const std::optional<AdminToken>& token,
                                    std::string_view authorization) {
  constexpr std::string_view kScheme = "Bearer ";
  if (!EqualsIgnoringCase(authorization.substr(0, kScheme.size()), kScheme)) return Claim::kNone;
  const AdminToken claimed(Trim(authorization.substr(kScheme.size())));
  if (!token) return Claim::kWrong;
  // Hashes: their length says nothing about the token's.
  const bool equal =
      sodium_memcmp(claimed.hash_.data(), token->hash_.data(), token->hash_.size()) == 0;
  return equal ? Claim::kRight : Claim::kWrong;
}

}  // namespace inkdigit
