// What every format's decoder gives to decode.cpp, and the limits that each must hold before it
// touches a pixel.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "inkdigit/decode.h"
#include "inkdigit/image.h"
#include "inkdigit/result.h"

namespace inkdigit::decode {

// Pixels with transparency, both planes of one size.
struct Layer {
  GrayImage luma;   // multiplied by alpha, which is what the picture looks like over black
  GrayImage alpha;  // 0 transparent to 255 opaque; empty where the whole picture is opaque
};

// One decoded picture, reduced, but not yet composited nor turned.
struct Frame {
  Layer layer;
  int width = 0;  // as the header has it: before reduction and turning
  int height = 0;
  int orientation = 1;  // EXIF's 1..8
};

// Call with the header's sizes before anything is allocated by them: kBadImage for a side that is
// not positive, kTooLarge for more than options.max_pixels. `format` is for the message. Once a
// picture: it calls options.before_pixels.
[[nodiscard]] std::optional<Error> CheckSize(std::string_view format, std::int64_t width,
                                             std::int64_t height, const DecodeOptions& options);

// The smallest whole factor that brings the longer side to reduce_above or below; 1 where
// reduce_above is 0.
[[nodiscard]] int ReductionFactor(int width, int height, int reduce_above);

// kBadImage: "the PNG can't be decoded: why".
[[nodiscard]] Error Damaged(std::string_view format, std::string_view why);

}  // namespace inkdigit::decode
