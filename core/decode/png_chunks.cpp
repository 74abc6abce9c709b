#include "core/decode/png_chunks.h"

#include <zlib.h>

#include <string>
#include <string_view>

#include "core/decode/frame.h"

namespace inkdigit::decode {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kSignatureBytes = 8;
constexpr std::size_t kHeadBytes = 8;  // length and type before a chunk's data
constexpr std::size_t kCrcBytes = 4;   // after it
constexpr std::string_view kEndChunk = "\0\0\0\0IEND\xae\x42\x60\x82"sv;

bool IsEssential(std::string_view type) {
  return type == "IHDR" || type == "PLTE" || type == "tRNS" || type == "IDAT";
}

// A capital first letter: who doesn't know the chunk can't show the picture.
bool IsCritical(std::string_view type) { return (type[0] & 0x20) == 0; }

bool IsType(std::string_view type) {
  for (const char c : type) {
    if ((c < 'A' || c > 'Z') && (c < 'a' || c > 'z')) return false;
  }
  return true;
}

// Of a chunk that is whole: over its type and its data.
bool CrcIsRight(Bytes bytes, std::size_t at, std::size_t length) {
  const auto crc = crc32_z(0, Data(bytes) + at + 4, 4 + length);
  return crc == Big32(bytes, at + kHeadBytes + length);
}

Error EndsTooEarly() { return Damaged("PNG", "the file ends too early"); }

}  // namespace

Result<PngChunks> ReadPngChunks(Bytes bytes) {
  PngChunks chunks;
  chunks.essential.assign(Data(bytes), Data(bytes) + kSignatureBytes);
  bool saw_pixels = false;
  std::size_t at = kSignatureBytes;
  while (Has(bytes, at, kHeadBytes)) {
    const std::size_t length = Big32(bytes, at);
    const std::string_view type(reinterpret_cast<const char*>(Data(bytes)) + at + 4, 4);
    const bool whole = Has(bytes, at + kHeadBytes, length + kCrcBytes);
    if (at == kSignatureBytes) {
      if (type != "IHDR" || length != 13) return Damaged("PNG", "it does not begin with IHDR");
      if (!whole) return EndsTooEarly();
      chunks.width = Big32(bytes, at + kHeadBytes);
      chunks.height = Big32(bytes, at + kHeadBytes + 4);
    }
    if (!whole && (type == "IDAT" || !saw_pixels)) return EndsTooEarly();
    if (!whole || type == "IEND") break;
    const bool is_right = !IsEssential(type) || CrcIsRight(bytes, at, length);
    if (!is_right && type != "tRNS") {
      return Damaged("PNG", type == "IDAT" ? "a checksum of its pixels is wrong"
                                           : "a checksum of its header is wrong");
    }
    if (!is_right) {
      // Transparency that can't be trusted is none, as other readers of PNG have it.
    } else if (IsEssential(type)) {
      const std::uint8_t* chunk = Data(bytes) + at;
      chunks.essential.insert(chunks.essential.end(), chunk,
                              chunk + kHeadBytes + length + kCrcBytes);
    } else if (IsType(type) && IsCritical(type)) {
      return Damaged("PNG", "it has a chunk " + std::string(type) + " that only its maker knows");
    } else if (type == "eXIf") {
      chunks.exif = bytes.subspan(at + kHeadBytes, length);
    } else if (!IsType(type)) {
      return Damaged("PNG", "its chunks are broken");
    }
    saw_pixels = saw_pixels || type == "IDAT";
    at += kHeadBytes + length + kCrcBytes;
  }
  if (!saw_pixels) return EndsTooEarly();
  chunks.essential.insert(chunks.essential.end(), kEndChunk.begin(), kEndChunk.end());
  return chunks;
}

}  // namespace inkdigit::decode
