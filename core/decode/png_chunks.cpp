#include "core/decode/png_chunks.h"

#include <zlib.h>

#include <string>
#include <string_view>

#include "core/decode/frame.h"

namespace inkdigit::decode {
namespace {

constexpr std::size_t kSignatureBytes = 8;

// What the pixels need besides themselves.
bool IsHeader(std::string_view type) { return type == "IHDR" || type == "PLTE" || type == "tRNS"; }

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
  return crc == Big32(bytes, at + kPngHeadBytes + length);
}

Error EndsTooEarly() { return Damaged("PNG", "the file ends too early"); }

void Append(std::vector<std::uint8_t>& to, const std::uint8_t* from, std::size_t count) {
  to.insert(to.end(), from, from + count);
}

// Of the 13 bytes of IHDR.
void TakeSize(Bytes bytes, std::size_t at, PngChunks& chunks) {
  chunks.width = Big32(bytes, at);
  chunks.height = Big32(bytes, at + 4);
  chunks.bit_depth = ByteAt(bytes, at + 8);
  chunks.color_type = ByteAt(bytes, at + 9);
  chunks.is_interlaced = ByteAt(bytes, at + 12) != 0;
}

// Takes one chunk of IDAT, the first or one more.
void TakePixels(const std::uint8_t* data, std::size_t length, PngChunks& chunks) {
  std::vector<std::uint8_t>& png = chunks.essential;
  if (chunks.packed_at == 0) {
    constexpr std::string_view kHead{"\0\0\0\0IDAT", kPngHeadBytes};
    png.insert(png.end(), kHead.begin(), kHead.end());
    chunks.packed_at = png.size();
  }
  Append(png, data, length);
  chunks.packed_size += length;
}

void Finish(PngChunks& chunks) {
  std::vector<std::uint8_t>& png = chunks.essential;
  for (std::size_t i = 0; i < 4; ++i) {
    png[chunks.packed_at - kPngHeadBytes + i] =
        static_cast<std::uint8_t>(chunks.packed_size >> (24 - 8 * i));
  }
  png.insert(png.end(), kPngCrcBytes, 0);
  png.insert(png.end(), kPngEndChunk.begin(), kPngEndChunk.end());
}

}  // namespace

Result<PngChunks> ReadPngChunks(Bytes bytes) {
  PngChunks chunks;
  Append(chunks.essential, Data(bytes), kSignatureBytes);
  bool saw_pixels = false;
  bool saw_header_behind = false;
  std::size_t at = kSignatureBytes;
  while (Has(bytes, at, kPngHeadBytes)) {
    const std::size_t length = Big32(bytes, at);
    const std::size_t data = at + kPngHeadBytes;
    const std::string_view type(reinterpret_cast<const char*>(Data(bytes)) + at + 4, 4);
    const bool whole = Has(bytes, data, length + kPngCrcBytes);
    if (at == kSignatureBytes) {
      if (type != "IHDR" || length != 13) return Damaged("PNG", "it does not begin with IHDR");
      if (!whole) return EndsTooEarly();
      TakeSize(bytes, data, chunks);
    }
    if (!whole && (type == "IDAT" || !saw_pixels)) return EndsTooEarly();
    if (!whole || type == "IEND") break;
    if (type == "IDAT") {
      if (!CrcIsRight(bytes, at, length)) {
        return Damaged("PNG", "a checksum of its pixels is wrong");
      }
      if (saw_header_behind) return Damaged("PNG", "its pixels are not in one piece");
      TakePixels(Data(bytes) + data, length, chunks);
      saw_pixels = true;
    } else if (IsHeader(type)) {
      // Transparency that can't be trusted is none, as other readers of PNG have it.
      const bool is_right = CrcIsRight(bytes, at, length);
      if (!is_right && type != "tRNS") {
        return Damaged("PNG", "a checksum of its header is wrong");
      }
      saw_header_behind = saw_header_behind || saw_pixels;
      if (is_right && !saw_pixels) {
        Append(chunks.essential, Data(bytes) + at, kPngHeadBytes + length + kPngCrcBytes);
      }
    } else if (IsType(type) && IsCritical(type)) {
      return Damaged("PNG", "it has a chunk " + std::string(type) + " that only its maker knows");
    } else if (type == "eXIf") {
      chunks.exif = bytes.subspan(data, length);
    } else if (!IsType(type)) {
      return Damaged("PNG", "its chunks are broken");
    }
    at = data + length + kPngCrcBytes;
  }
  if (!saw_pixels) return EndsTooEarly();
  Finish(chunks);
  return chunks;
}

}  // namespace inkdigit::decode
