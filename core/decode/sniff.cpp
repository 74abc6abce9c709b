// The allow-list: which of the formats we read the bytes begin with.
#include <array>

#include "core/decode/byte_reader.h"
#include "inkdigit/decode.h"

namespace inkdigit {
namespace {

using decode::ByteAt;
using decode::Bytes;
using decode::Has;
using decode::HasAt;
using decode::Little32;

using namespace std::string_view_literals;

bool IsWhitespace(std::uint8_t c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\v' || c == '\f' || c == '\r';
}

// "BM" begins many a text: the size of the second header, one of few, has to follow.
bool IsBmp(Bytes bytes) {
  if (!HasAt(bytes, 0, "BM") || !Has(bytes, 14, 4)) return false;
  switch (Little32(bytes, 14)) {
    case 12:   // OS/2 1
    case 16:   // OS/2 2, shortened
    case 40:   // Windows 3
    case 52:   // with colour masks
    case 56:   // with an alpha mask
    case 64:   // OS/2 2
    case 108:  // Windows 4
    case 124:  // Windows 5
      return true;
    default:
      return false;
  }
}

// "P1" to "P6", white space, then a number or a comment.
bool IsPnm(Bytes bytes) {
  if (!Has(bytes, 0, 3) || ByteAt(bytes, 0) != 'P') return false;
  if (ByteAt(bytes, 1) < '1' || ByteAt(bytes, 1) > '6') return false;
  if (ByteAt(bytes, 2) == '#') return true;
  if (!IsWhitespace(ByteAt(bytes, 2))) return false;
  std::size_t next = 3;
  while (next < bytes.size() && IsWhitespace(ByteAt(bytes, next))) ++next;
  if (next == bytes.size()) return true;
  const std::uint8_t c = ByteAt(bytes, next);
  return c == '#' || (c >= '0' && c <= '9');
}

bool IsTiff(Bytes bytes) {
  return HasAt(bytes, 0, "II*\0"sv) || HasAt(bytes, 0, "MM\0*"sv) || HasAt(bytes, 0, "II+\0"sv) ||
         HasAt(bytes, 0, "MM\0+"sv);  // the last two are BigTIFF
}

}  // namespace

std::string_view ImageFormatName(ImageFormat format) noexcept {
  switch (format) {
    case ImageFormat::kPng:
      return "PNG";
    case ImageFormat::kJpeg:
      return "JPEG";
    case ImageFormat::kWebp:
      return "WebP";
    case ImageFormat::kGif:
      return "GIF";
    case ImageFormat::kBmp:
      return "BMP";
    case ImageFormat::kTiff:
      return "TIFF";
    case ImageFormat::kPnm:
      return "PNM";
  }
  return "unknown";
}

std::string_view ReadableFormats() noexcept { return "PNG, JPEG, WebP, GIF, BMP, TIFF and PNM"; }

std::optional<ImageFormat> SniffImageFormat(std::span<const std::byte> bytes) noexcept {
  if (HasAt(bytes, 0, "\x89PNG\r\n\x1a\n")) return ImageFormat::kPng;
  if (HasAt(bytes, 0, "\xff\xd8\xff")) return ImageFormat::kJpeg;
  if (HasAt(bytes, 0, "RIFF") && HasAt(bytes, 8, "WEBP")) return ImageFormat::kWebp;
  if (HasAt(bytes, 0, "GIF87a") || HasAt(bytes, 0, "GIF89a")) return ImageFormat::kGif;
  if (IsBmp(bytes)) return ImageFormat::kBmp;
  if (IsTiff(bytes)) return ImageFormat::kTiff;
  if (IsPnm(bytes)) return ImageFormat::kPnm;
  return std::nullopt;
}

}  // namespace inkdigit
