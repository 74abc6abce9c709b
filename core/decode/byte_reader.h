// Numbers out of untrusted bytes. Every access is checked against the end.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>

namespace inkdigit::decode {

using Bytes = std::span<const std::byte>;

// Requires offset < bytes.size().
inline std::uint8_t ByteAt(Bytes bytes, std::size_t offset) {
  return std::to_integer<std::uint8_t>(bytes[offset]);
}

inline const std::uint8_t* Data(Bytes bytes) {
  return reinterpret_cast<const std::uint8_t*>(bytes.data());
}

// Whether `count` bytes lie at `offset`; never overflows.
inline bool Has(Bytes bytes, std::size_t offset, std::size_t count) {
  return offset <= bytes.size() && count <= bytes.size() - offset;
}

inline bool HasAt(Bytes bytes, std::size_t offset, std::string_view text) {
  return Has(bytes, offset, text.size()) &&
         std::memcmp(bytes.data() + offset, text.data(), text.size()) == 0;
}

// The next three require Has(bytes, offset, their size).
inline std::uint32_t Little16(Bytes bytes, std::size_t offset) {
  return ByteAt(bytes, offset) | static_cast<std::uint32_t>(ByteAt(bytes, offset + 1)) << 8;
}

inline std::uint32_t Little32(Bytes bytes, std::size_t offset) {
  return Little16(bytes, offset) | Little16(bytes, offset + 2) << 16;
}

inline std::uint32_t Big32(Bytes bytes, std::size_t offset) {
  return static_cast<std::uint32_t>(ByteAt(bytes, offset)) << 24 |
         static_cast<std::uint32_t>(ByteAt(bytes, offset + 1)) << 16 |
         static_cast<std::uint32_t>(ByteAt(bytes, offset + 2)) << 8 | ByteAt(bytes, offset + 3);
}

}  // namespace inkdigit::decode
