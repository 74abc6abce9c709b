#include "server/api_keys.h"

#include <sodium.h>

#include <algorithm>
#include <utility>

#include "server/header_values.h"

namespace inkdigit {
namespace {

using Hash = std::array<std::uint8_t, crypto_hash_sha256_BYTES>;

Hash HashOf(std::string_view key) noexcept {
  Hash hash{};
  crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(key.data()), key.size());
  return hash;
}

bool IsName(std::string_view name) noexcept {
  constexpr std::size_t kMostBytes = 64;
  return !name.empty() && name.size() <= kMostBytes &&
         name.find_first_not_of(
             "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-") ==
             std::string_view::npos;
}

// The hash that a file's second word stands for.
Result<Hash> ReadKey(std::string_view word) {
  constexpr std::string_view kHashed = "sha256:";
  if (!word.starts_with(kHashed)) {
    if (word.size() < kMinApiKeyBytes) {
      return Error{Errc::kInvalidArgument,
                   "the key is shorter than 16 characters and could be guessed; `openssl rand -hex "
                   "16` makes one"};
    }
    return HashOf(word);
  }
  word.remove_prefix(kHashed.size());
  Hash hash{};
  std::size_t bytes = 0;
  const char* end = nullptr;
  const int wrong =
      sodium_hex2bin(hash.data(), hash.size(), word.data(), word.size(), nullptr, &bytes, &end);
  if (wrong != 0 || bytes != hash.size() || end != word.data() + word.size()) {
    return Error{Errc::kInvalidArgument,
                 "sha256: has to be followed by 64 hexadecimal digits; `printf %s KEY | sha256sum` "
                 "gives them"};
  }
  return hash;
}

}  // namespace

Result<ApiKeys> ApiKeys::Parse(std::string_view text) {
  ApiKeys keys;
  int number = 0;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    ++number;
    if (line.ends_with('\r')) line.remove_suffix(1);
    line = Trim(line);
    if (line.empty() || line.starts_with('#')) continue;
    const auto wrong = [&](const std::string& what) {
      return Error{Errc::kInvalidArgument, "line " + std::to_string(number) + ": " + what};
    };
    const std::size_t space = line.find_first_of(" \t");
    const std::string_view name = line.substr(0, space);
    const std::string_view key =
        space == std::string_view::npos ? std::string_view() : Trim(line.substr(space));
    if (key.empty() || key.find_first_of(" \t") != std::string_view::npos) {
      return wrong("a line has to be NAME KEY, or NAME sha256:HEX");
    }
    if (!IsName(name)) return wrong("a name has 1 to 64 letters, digits and . _ - only");
    const auto hash = ReadKey(key);
    if (!hash.ok()) return wrong(hash.error().message);
    keys.keys_.push_back({std::string(name), hash.value()});
  }
  return keys;
}

std::string_view ApiKeys::NameOf(std::string_view key) const noexcept {
  const Hash hash = HashOf(key);
  std::string_view name;
  for (const Key& known : keys_) {
    if (sodium_memcmp(known.hash.data(), hash.data(), hash.size()) == 0) name = known.name;
  }
  return name;
}

std::string_view BearerToken(std::string_view authorization) noexcept {
  constexpr std::string_view kScheme = "Bearer ";
  authorization = Trim(authorization);
  if (authorization.size() <= kScheme.size()) return {};
  if (!EqualsIgnoringCase(authorization.substr(0, kScheme.size()), kScheme)) return {};
  return Trim(authorization.substr(kScheme.size()));
}

}  // namespace inkdigit
