// A GIF's blocks up to its first frame. The rest of the file is not looked at: ten thousand frames
// cost nothing.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "core/decode/byte_reader.h"
#include "inkdigit/result.h"

namespace inkdigit::decode {

struct GifFirstFrame {
  // The picture as shown: the logical screen, grown where the frame reaches beyond it.
  int canvas_width = 0;
  int canvas_height = 0;
  // Where the frame lies on it. All that it leaves free is transparent.
  int left = 0;
  int top = 0;
  int width = 0;
  int height = 0;
  std::array<std::array<std::uint8_t, 4>, 256> palette{};  // RGBA; the transparent index has A = 0
  // A GIF with this one frame at (0, 0) and a palette where index i is the grey i: however a reader
  // treats palettes, its pixels are the frame's indices.
  std::vector<std::uint8_t> indices_gif;
};

[[nodiscard]] Result<GifFirstFrame> ReadGifFirstFrame(Bytes bytes);

}  // namespace inkdigit::decode
