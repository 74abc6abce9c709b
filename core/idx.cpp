#include "inkdigit/idx.h"

#include <array>
#include <climits>
#include <cstdio>
#include <cstring>
#include <optional>
#include <string_view>
#include <utility>

namespace inkdigit {
namespace {

constexpr std::size_t kMagicBytes = 4;
constexpr std::size_t kSizeBytes = 4;  // one for each dimension
constexpr std::uint8_t kUnsignedByte = 0x08;

std::uint8_t ByteAt(std::span<const std::byte> bytes, std::size_t offset) {
  return std::to_integer<std::uint8_t>(bytes[offset]);
}

std::uint32_t BigEndian32(std::span<const std::byte> bytes, std::size_t offset) {
  return static_cast<std::uint32_t>(ByteAt(bytes, offset)) << 24 |
         static_cast<std::uint32_t>(ByteAt(bytes, offset + 1)) << 16 |
         static_cast<std::uint32_t>(ByteAt(bytes, offset + 2)) << 8 |
         static_cast<std::uint32_t>(ByteAt(bytes, offset + 3));
}

std::string_view ElementTypeName(std::uint8_t type) {
  switch (type) {
    case kUnsignedByte:
      return "unsigned bytes";
    case 0x09:
      return "signed bytes";
    case 0x0B:
      return "16-bit integers";
    case 0x0C:
      return "32-bit integers";
    case 0x0D:
      return "32-bit floats";
    case 0x0E:
      return "64-bit floats";
    default:
      return {};
  }
}

std::string Hex32(std::uint32_t value) {
  std::array<char, 11> text{};
  std::snprintf(text.data(), text.size(), "0x%08x", value);
  return text.data();
}

// "expected IDX images (magic 0x00000803)" or "... IDX labels (magic 0x00000801)".
std::string Expected(std::uint8_t dimensions) {
  return std::string("expected IDX ") + (dimensions == 3 ? "images" : "labels") + " (magic " +
         Hex32(static_cast<std::uint32_t>(kUnsignedByte) << 8 | dimensions) + ")";
}

// Empty when `bytes` begin with the magic number of unsigned bytes in `dimensions` dimensions.
std::optional<Error> CheckMagic(std::span<const std::byte> bytes, std::uint8_t dimensions) {
  const std::string expected = Expected(dimensions);
  if (bytes.empty()) return Error{Errc::kUnsupportedFormat, expected + ", found an empty file"};
  if (bytes.size() < kMagicBytes) {
    return Error{Errc::kUnsupportedFormat,
                 expected + ", found a file of " + std::to_string(bytes.size()) + " bytes"};
  }
  const std::uint32_t magic = BigEndian32(bytes, 0);
  const std::uint8_t type = ByteAt(bytes, 2);
  if (magic >> 16 != 0 || ElementTypeName(type).empty() || ByteAt(bytes, 3) == 0) {
    return Error{Errc::kUnsupportedFormat,
                 expected + ", found the first bytes " + Hex32(magic) + ", which is no IDX file"};
  }
  if (type != kUnsignedByte || ByteAt(bytes, 3) != dimensions) {
    return Error{Errc::kUnsupportedFormat, expected + ", found an IDX file of " +
                                               std::string(ElementTypeName(type)) + " in " +
                                               std::to_string(ByteAt(bytes, 3)) +
                                               " dimension(s) (magic " + Hex32(magic) + ")"};
  }
  return std::nullopt;
}

Error WrongLength(std::size_t found, const std::string& wanted, std::string_view shape) {
  return Error{Errc::kBadImage, "the header promises " + std::string(shape) + ", that is " +
                                    wanted + " bytes after it, but " + std::to_string(found) +
                                    " follow"};
}

std::vector<std::uint8_t> Copy(std::span<const std::byte> bytes) {
  std::vector<std::uint8_t> copy(bytes.size());
  if (!bytes.empty()) std::memcpy(copy.data(), bytes.data(), bytes.size());
  return copy;
}

}  // namespace

Result<IdxImages> ReadIdxImages(std::span<const std::byte> bytes) {
  constexpr std::uint8_t kDimensions = 3;
  constexpr std::size_t kHeaderBytes = kMagicBytes + kDimensions * kSizeBytes;
  if (std::optional<Error> error = CheckMagic(bytes, kDimensions)) return *std::move(error);
  if (bytes.size() < kHeaderBytes) {
    return Error{Errc::kBadImage, "the IDX header is cut off: " + std::to_string(bytes.size()) +
                                      " of " + std::to_string(kHeaderBytes) + " bytes"};
  }
  const std::uint64_t count = BigEndian32(bytes, 4);
  const std::uint64_t height = BigEndian32(bytes, 8);
  const std::uint64_t width = BigEndian32(bytes, 12);
  const std::string shape = std::to_string(count) + " pictures of " + std::to_string(width) + "x" +
                            std::to_string(height) + " pixels";
  if (width == 0 || height == 0 || width > INT_MAX || height > INT_MAX || count > INT_MAX) {
    return Error{Errc::kBadImage,
                 "the header promises " + shape + "; sides must be from 1 to 2147483647"};
  }
  const std::span<const std::byte> payload = bytes.subspan(kHeaderBytes);
  // Two 31-bit sides fit 64 bits; the third factor is compared by division, so that nothing
  // overflows.
  const std::uint64_t picture_bytes = width * height;
  if (count > payload.size() / picture_bytes || count * picture_bytes != payload.size()) {
    return WrongLength(payload.size(),
                       std::to_string(count) + " x " + std::to_string(picture_bytes), shape);
  }
  return IdxImages{static_cast<int>(count), static_cast<int>(width), static_cast<int>(height),
                   Copy(payload)};
}

Result<std::vector<std::uint8_t>> ReadIdxLabels(std::span<const std::byte> bytes) {
  constexpr std::uint8_t kDimensions = 1;
  constexpr std::size_t kHeaderBytes = kMagicBytes + kDimensions * kSizeBytes;
  if (std::optional<Error> error = CheckMagic(bytes, kDimensions)) return *std::move(error);
  if (bytes.size() < kHeaderBytes) {
    return Error{Errc::kBadImage, "the IDX header is cut off: " + std::to_string(bytes.size()) +
                                      " of " + std::to_string(kHeaderBytes) + " bytes"};
  }
  const std::uint32_t count = BigEndian32(bytes, 4);
  const std::span<const std::byte> payload = bytes.subspan(kHeaderBytes);
  if (count != payload.size()) {
    return WrongLength(payload.size(), std::to_string(count), std::to_string(count) + " labels");
  }
  return Copy(payload);
}

}  // namespace inkdigit
