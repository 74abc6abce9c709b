// The many headers of BMP, brought into one.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "core/decode/byte_reader.h"
#include "core/decode/frame.h"
#include "inkdigit/result.h"

namespace inkdigit::decode {

enum class BmpCompression : std::uint8_t { kNone, kRle8, kRle4 };

// One colour's bits inside a 16-bit or 32-bit pixel; 0 where the picture has no such channel.
struct BmpMask {
  std::uint32_t mask = 0;

  // Scaled to 0..255.
  [[nodiscard]] std::uint8_t Extract(std::uint32_t pixel) const noexcept;
};

struct BmpHeader {
  int width = 0;
  int height = 0;
  bool top_down = false;
  int bits = 0;  // of a pixel: 1, 2, 4, 8, 16, 24 or 32
  BmpCompression compression = BmpCompression::kNone;
  std::array<BmpMask, 4> masks{};                    // RGBA, for 16 and 32 bits
  std::vector<std::array<std::uint8_t, 3>> palette;  // RGB, for 8 bits and fewer: 2^bits entries
  std::size_t pixels = 0;                            // offset of the first row

  // Rows without compression are padded to 4 bytes.
  [[nodiscard]] std::size_t row_bytes() const noexcept;
};

// Checks the size against the options, and that an uncompressed file is as long as its header says.
[[nodiscard]] Result<BmpHeader> ReadBmpHeader(Bytes bytes, const DecodeOptions& options);

}  // namespace inkdigit::decode
