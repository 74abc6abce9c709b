// Ink -> what a camera saw of it: the paper beneath, the light above, noise.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "inkdigit/image.h"
#include "inkdigit/result.h"
#include "training/render/random.h"

namespace inkdigit::training {

// [row][col][red, green, blue], 8 bits each.
struct ColorImage {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> samples;
};

enum class Paper : std::uint8_t {
  kClear,     // black on white, nothing else
  kRuled,     // printed lines, on and between which is written
  kSquared,   // a printed grid, two to four squares a digit
  kShadowed,  // uneven light and the soft edge of a shadow
  kColoured,  // coloured paper, a coloured pen
  kDark,      // chalk on a board
};
inline constexpr int kPapers = 6;

// "clear", "ruled", ...
[[nodiscard]] std::string_view PaperName(Paper paper) noexcept;

// `ink`: 0 paper to 255 full ink; `height`: of a digit, in pixels, which printed lines are scaled
// by. Every paper but kClear gets noise.
[[nodiscard]] ColorImage PutOnPaper(const GrayImage& ink, Paper paper, double height,
                                    Random& random);

// A JPEG file with the usual halved colour. quality: 1 to 100.
[[nodiscard]] std::vector<std::byte> EncodeJpeg(const ColorImage& image, int quality);

}  // namespace inkdigit::training
