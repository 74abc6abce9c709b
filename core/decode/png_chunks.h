// A PNG file stripped to what its pixels need.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "core/decode/byte_reader.h"
#include "inkdigit/result.h"

namespace inkdigit::decode {

struct PngChunks {
  std::uint32_t width = 0;
  std::uint32_t height = 0;
  std::uint8_t bit_depth = 0;
  std::uint8_t color_type = 0;
  bool is_interlaced = false;
  // Signature, IHDR, PLTE, tRNS, one IDAT with the data of all, and IEND. All else is left out:
  // comments and colour profiles can't be used here, but can be damaged, or unpack to gigabytes.
  // Every checksum was right; IDAT's new one is not made, and must not be asked for.
  std::vector<std::uint8_t> essential;
  std::size_t packed_at = 0;    // where in `essential` IDAT's data begins
  std::size_t packed_size = 0;  // of that data, a zlib stream
  Bytes exif;                   // of the eXIf chunk, inside the file's bytes; may be empty
};

// How a PNG is put together.
inline constexpr std::size_t kPngHeadBytes = 8;  // length and type before a chunk's data
inline constexpr std::size_t kPngCrcBytes = 4;   // after it
inline constexpr std::string_view kPngEndChunk{"\0\0\0\0IEND\xae\x42\x60\x82", 12};

// Walks the chunks without unpacking any. A file that ends after its last IDAT chunk is whole
// enough.
[[nodiscard]] Result<PngChunks> ReadPngChunks(Bytes bytes);

}  // namespace inkdigit::decode
