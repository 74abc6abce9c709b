#include "core/decode/bmp_header.h"

#include <algorithm>
#include <bit>
#include <optional>
#include <string>

namespace inkdigit::decode {
namespace {

constexpr std::string_view kFormat = "BMP";
constexpr std::size_t kFileHeaderBytes = 14;
constexpr std::uint32_t kCoreHeaderBytes = 12;  // OS/2: 16-bit sides, palette of three bytes
constexpr std::uint32_t kOs2HeaderBytes = 64;   // its compressions have other meanings
constexpr std::uint32_t kInfoHeaderBytes = 40;

// The compression field.
constexpr std::uint32_t kRgb = 0;
constexpr std::uint32_t kRle8 = 1;
constexpr std::uint32_t kRle4 = 2;
constexpr std::uint32_t kBitFields = 3;
constexpr std::uint32_t kAlphaBitFields = 6;

Error EndsTooEarly() { return Damaged(kFormat, "the file ends too early"); }

// The fields of the second header; older ones are shorter, and what they lack is 0.
struct Fields {
  std::uint32_t size = 0;
  std::int64_t width = 0;
  std::int64_t height = 0;  // negative: top row first
  std::uint32_t bits = 0;
  std::uint32_t compression = 0;
  std::uint32_t colors = 0;
  std::array<std::uint32_t, 4> masks{};
};

std::optional<Fields> ReadFields(Bytes bytes) {
  if (!Has(bytes, kFileHeaderBytes, 4)) return std::nullopt;
  Fields fields;
  fields.size = Little32(bytes, kFileHeaderBytes);
  if (!Has(bytes, kFileHeaderBytes, fields.size)) return std::nullopt;
  const Bytes header = bytes.subspan(kFileHeaderBytes, fields.size);
  if (fields.size == kCoreHeaderBytes) {
    fields.width = Little16(header, 4);
    fields.height = Little16(header, 6);
    fields.bits = Little16(header, 10);
    return fields;
  }
  fields.width = static_cast<std::int32_t>(Little32(header, 4));
  fields.height = static_cast<std::int32_t>(Little32(header, 8));
  fields.bits = Little16(header, 14);
  if (fields.size < kInfoHeaderBytes) return fields;
  fields.compression = Little32(header, 16);
  fields.colors = Little32(header, 32);
  // The oldest header leaves the masks to the bytes behind it.
  const std::size_t mask_count =
      fields.size == kInfoHeaderBytes
          ? (fields.compression == kBitFields        ? 3
             : fields.compression == kAlphaBitFields ? 4
                                                     : 0)
          : std::min<std::size_t>((fields.size - kInfoHeaderBytes) / 4, 4);
  for (std::size_t i = 0; i < mask_count; ++i) {
    const std::size_t at = kFileHeaderBytes + kInfoHeaderBytes + 4 * i;
    if (!Has(bytes, at, 4)) return std::nullopt;
    fields.masks[i] = Little32(bytes, at);
  }
  return fields;
}

bool HasMasks(const Fields& fields) {
  return fields.compression == kBitFields || fields.compression == kAlphaBitFields;
}

// Empty when this reader knows the combination of bits and compression.
std::optional<Error> CheckPixelFormat(const Fields& fields) {
  const bool os2 = fields.size == kOs2HeaderBytes && fields.compression > kRle4;
  if (os2 || fields.compression == 4 || fields.compression == 5 ||
      fields.compression > kAlphaBitFields) {
    return Damaged(kFormat, "its compression scheme " + std::to_string(fields.compression) +
                                " is not read here");
  }
  const std::uint32_t bits = fields.bits;
  const bool known =
      bits == 1 || bits == 2 || bits == 4 || bits == 8 || bits == 16 || bits == 24 || bits == 32;
  const bool fits = fields.compression == kRgb || (fields.compression == kRle8 && bits == 8) ||
                    (fields.compression == kRle4 && bits == 4) ||
                    (HasMasks(fields) && (bits == 16 || bits == 32));
  if (known && fits) return std::nullopt;
  return Damaged(kFormat, "it has " + std::to_string(bits) + " bits a pixel with compression " +
                              std::to_string(fields.compression));
}

std::array<BmpMask, 4> MasksOf(const Fields& fields) {
  if (HasMasks(fields)) {
    return {BmpMask{fields.masks[0]}, BmpMask{fields.masks[1]}, BmpMask{fields.masks[2]},
            BmpMask{fields.masks[3]}};
  }
  if (fields.bits == 16) return {BmpMask{0x7C00}, BmpMask{0x03E0}, BmpMask{0x001F}, BmpMask{0}};
  // The fourth byte of such a pixel means nothing.
  return {BmpMask{0x00FF0000}, BmpMask{0x0000FF00}, BmpMask{0x000000FF}, BmpMask{0}};
}

}  // namespace

std::uint8_t BmpMask::Extract(std::uint32_t pixel) const noexcept {
  if (mask == 0) return 0;
  const int shift = std::countr_zero(mask);
  const std::uint64_t most = mask >> shift;
  const std::uint64_t value = (pixel & mask) >> shift;
  return static_cast<std::uint8_t>((value * 255 + most / 2) / most);
}

std::size_t BmpHeader::row_bytes() const noexcept {
  return (std::size_t(width) * std::size_t(bits) + 31) / 32 * 4;
}

Result<BmpHeader> ReadBmpHeader(Bytes bytes, const DecodeOptions& options) {
  const std::optional<Fields> fields = ReadFields(bytes);
  if (!fields) return EndsTooEarly();
  const std::int64_t rows = fields->height < 0 ? -fields->height : fields->height;
  if (std::optional<Error> error = CheckSize(kFormat, fields->width, rows, options)) {
    return *std::move(error);
  }
  if (std::optional<Error> error = CheckPixelFormat(*fields)) return *std::move(error);

  BmpHeader header;
  header.width = static_cast<int>(fields->width);
  header.height = static_cast<int>(rows);
  header.top_down = fields->height < 0;
  header.bits = static_cast<int>(fields->bits);
  if (fields->compression == kRle8) header.compression = BmpCompression::kRle8;
  if (fields->compression == kRle4) header.compression = BmpCompression::kRle4;
  header.masks = MasksOf(*fields);
  header.pixels = Little32(bytes, 10);

  if (header.bits <= 8) {
    const std::size_t entry_bytes = fields->size == kCoreHeaderBytes ? 3 : 4;
    const std::size_t at = kFileHeaderBytes + fields->size;
    const std::size_t most = std::size_t{1} << header.bits;
    const std::size_t listed =
        fields->colors == 0 ? most : std::min<std::size_t>(fields->colors, most);
    header.palette.resize(most);  // what is not listed is black
    for (std::size_t i = 0; i < listed && at + i * entry_bytes < header.pixels; ++i) {
      const std::size_t entry = at + i * entry_bytes;
      if (!Has(bytes, entry, 3)) return EndsTooEarly();
      header.palette[i] = {ByteAt(bytes, entry + 2), ByteAt(bytes, entry + 1),
                           ByteAt(bytes, entry)};
    }
  }
  if (header.compression == BmpCompression::kNone &&
      !Has(bytes, header.pixels, header.row_bytes() * std::size_t(header.height))) {
    return EndsTooEarly();
  }
  return header;
}

}  // namespace inkdigit::decode
