#include "server/ip_network.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <functional>

#include "server/header_values.h"

namespace inkdigit {
namespace {

constexpr std::array<std::uint8_t, 12> kV4Prefix = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
constexpr int kV4PrefixBits = 96;
constexpr std::size_t kSubscriberBytes = 8;

// An address alone, without port and brackets.
std::optional<IpAddress> ParseBare(std::string_view text) {
  const std::string copy(text);
  IpAddress address;
  if (::inet_pton(AF_INET6, copy.c_str(), address.bytes.data()) == 1) return address;
  std::copy(kV4Prefix.begin(), kV4Prefix.end(), address.bytes.begin());
  if (::inet_pton(AF_INET, copy.c_str(), &address.bytes[kV4Prefix.size()]) == 1) return address;
  return std::nullopt;
}

}  // namespace

std::optional<IpAddress> IpAddress::Parse(std::string_view text) {
  if (text.find('\0') != std::string_view::npos) return std::nullopt;
  if (text.starts_with('[')) {
    const std::size_t end = text.find(']');
    if (end == std::string_view::npos) return std::nullopt;
    return ParseBare(text.substr(1, end - 1));
  }
  const std::size_t colon = text.find(':');
  if (colon != std::string_view::npos && text.find(':', colon + 1) == std::string_view::npos) {
    text = text.substr(0, colon);  // one colon: IPv4 with a port
  }
  return ParseBare(text);
}

bool IpAddress::is_v4() const noexcept {
  return std::equal(kV4Prefix.begin(), kV4Prefix.end(), bytes.begin());
}

std::string IpAddress::text() const {
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (is_v4()) {
    ::inet_ntop(AF_INET, &bytes[kV4Prefix.size()], text.data(), text.size());
  } else {
    ::inet_ntop(AF_INET6, bytes.data(), text.data(), text.size());
  }
  return text.data();
}

IpAddress IpAddress::subscriber() const noexcept {
  IpAddress network = *this;
  if (!is_v4()) std::fill(network.bytes.begin() + kSubscriberBytes, network.bytes.end(), 0);
  return network;
}

std::size_t IpAddressHash::operator()(const IpAddress& address) const noexcept {
  const auto* const bytes = reinterpret_cast<const char*>(address.bytes.data());
  return std::hash<std::string_view>()(std::string_view(bytes, address.bytes.size()));
}

Result<IpNetwork> IpNetwork::Parse(std::string_view text) {
  const Error wrong{
      Errc::kInvalidArgument,
      std::string(text) + " is no network; examples are 10.0.0.0/8, 2001:db8::/32 and 192.0.2.1"};
  const std::size_t slash = text.find('/');
  const auto address = ParseBare(text.substr(0, slash));
  if (!address) return wrong;
  IpNetwork network;
  network.address_ = *address;
  if (slash == std::string_view::npos) return network;
  const std::string_view bits = text.substr(slash + 1);
  const auto [end, error] = std::from_chars(bits.data(), bits.data() + bits.size(), network.bits_);
  const bool v4 = address->is_v4();
  if (error != std::errc() || end != bits.data() + bits.size() || network.bits_ < 0 ||
      network.bits_ > (v4 ? 32 : 128)) {
    return wrong;
  }
  if (v4) network.bits_ += kV4PrefixBits;
  return network;
}

bool IpNetwork::Contains(const IpAddress& address) const noexcept {
  const auto whole = static_cast<std::size_t>(bits_ / 8);
  const auto* const begin = address_.bytes.begin();
  if (!std::equal(begin, begin + whole, address.bytes.begin())) return false;
  const int rest = bits_ % 8;
  if (rest == 0) return true;
  const int shift = 8 - rest;
  return address_.bytes[whole] >> shift == address.bytes[whole] >> shift;
}

bool ContainsAny(std::span<const IpNetwork> networks, const IpAddress& address) noexcept {
  return std::any_of(networks.begin(), networks.end(),
                     [&](const IpNetwork& network) { return network.Contains(address); });
}

IpAddress ClientBehind(const IpAddress& peer, std::string_view forwarded_for,
                       std::span<const IpNetwork> trusted) {
  IpAddress client = peer;
  while (!forwarded_for.empty() && ContainsAny(trusted, client)) {
    const std::size_t comma = forwarded_for.rfind(',');
    const std::string_view last =
        comma == std::string_view::npos ? forwarded_for : forwarded_for.substr(comma + 1);
    const auto address = IpAddress::Parse(Trim(last));
    if (!address) break;
    client = *address;
    forwarded_for =
        comma == std::string_view::npos ? std::string_view() : forwarded_for.substr(0, comma);
  }
  return client;
}

}  // namespace inkdigit
