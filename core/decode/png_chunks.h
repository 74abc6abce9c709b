// A PNG file stripped to what its pixels need.
#pragma once

#include <cstdint>
#include <vector>

#include "core/decode/byte_reader.h"
#include "inkdigit/result.h"

namespace inkdigit::decode {

struct PngChunks {
  std::uint32_t width = 0;
  std::uint32_t height = 0;
  // Signature, IHDR, PLTE, tRNS, IDAT... and IEND, their checksums checked. All else is left out:
  // comments and colour profiles can't be used here, but can be damaged, or unpack to gigabytes.
  std::vector<std::uint8_t> essential;
  Bytes exif;  // of the eXIf chunk, inside the file's bytes; may be empty
};

// Walks the chunks without unpacking any. A file that ends after its last IDAT chunk is whole
// enough.
[[nodiscard]] Result<PngChunks> ReadPngChunks(Bytes bytes);

}  // namespace inkdigit::decode
