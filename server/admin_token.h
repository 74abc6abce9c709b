// The token that opens everybody's readings to whoever runs the server.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace inkdigit {

// A shorter one could be guessed.
inline constexpr int kMinAdminTokenBytes = 16;

class AdminToken {
 public:
  enum class Claim : std::uint8_t {
    kNone,   // the header is absent, or of another scheme
    kRight,  // an admin
    kWrong,  // a bearer token, but not this one
  };

  // Holds a hash of it.
  explicit AdminToken(std::string_view token);

  // Looks at the value of an Authorization header; `token` is empty where the server has no admin.
  // Takes the same time whatever part of the token is right.
  [[nodiscard]] static Claim Check(const std::optional<AdminToken>& token,
                                   std::string_view authorization);

 private:
  std::array<std::uint8_t, 32> hash_;
};

}  // namespace inkdigit
