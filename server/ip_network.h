// Addresses of clients and of the proxies before them.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "inkdigit/result.h"

namespace inkdigit {

// IPv4 addresses are held as IPv6 has them (::ffff:192.0.2.1), so that both spellings are one.
struct IpAddress {
  std::array<std::uint8_t, 16> bytes{};

  // "192.0.2.1", "2001:db8::1"; a port ("192.0.2.1:80", "[2001:db8::1]:80") is left out. Empty for
  // anything else.
  [[nodiscard]] static std::optional<IpAddress> Parse(std::string_view text);

  [[nodiscard]] std::string text() const;
  // What limits count as one client: the address, or of IPv6 the 64 bits that one subscriber has.
  [[nodiscard]] IpAddress subscriber() const noexcept;
  [[nodiscard]] bool is_v4() const noexcept;

  // NOLINTNEXTLINE(modernize-use-nullptr): clang-tidy 14 sees a 0 in what the compiler writes
  friend std::strong_ordering operator<=>(const IpAddress&, const IpAddress&) = default;
};

struct IpAddressHash {
  [[nodiscard]] std::size_t operator()(const IpAddress& address) const noexcept;
};

// "10.0.0.0/8", "2001:db8::/32", or one address.
class IpNetwork {
 public:
  // kInvalidArgument says what is wrong and shows an example.
  [[nodiscard]] static Result<IpNetwork> Parse(std::string_view text);

  [[nodiscard]] bool Contains(const IpAddress& address) const noexcept;

 private:
  IpAddress address_;
  int bits_ = 128;
};

[[nodiscard]] bool ContainsAny(std::span<const IpNetwork> networks,
                               const IpAddress& address) noexcept;

// Who asked: `peer`, unless that is a trusted proxy; then the rightmost address of X-Forwarded-For
// that is not one, because whatever stands left of it may be made up. Where all are proxies, or one
// is no address, the last proxy that was understood.
[[nodiscard]] IpAddress ClientBehind(const IpAddress& peer, std::string_view forwarded_for,
                                     std::span<const IpNetwork> trusted);

}  // namespace inkdigit
