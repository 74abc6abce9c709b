// The keys by which machines are known to the server, from a file.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "inkdigit/result.h"

namespace inkdigit {

// A shorter one could be guessed.
inline constexpr std::size_t kMinApiKeyBytes = 16;

// Holds hashes only. Immutable.
class ApiKeys {
 public:
  // Lines NAME KEY or NAME sha256:HEX, the hash of a key; # starts a comment. Names have 1 to 64
  // letters, digits and . _ - and go to the log. kInvalidArgument names the line and never a key.
  [[nodiscard]] static Result<ApiKeys> Parse(std::string_view text);

  [[nodiscard]] bool empty() const noexcept { return keys_.empty(); }
  [[nodiscard]] std::size_t size() const noexcept { return keys_.size(); }

  // Whose key it is; empty: nobody's. Takes the same time whichever key is right, and whatever part
  // of it.
  [[nodiscard]] std::string_view NameOf(std::string_view key) const noexcept;

 private:
  struct Key {
    std::string name;
    std::array<std::uint8_t, 32> hash{};
  };
  std::vector<Key> keys_;
};

// The token of `Authorization: Bearer TOKEN`; empty for anything else.
[[nodiscard]] std::string_view BearerToken(std::string_view authorization) noexcept;

}  // namespace inkdigit
