// What bench/steps.sh reads.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "bench/tiles.h"
#include "inkdigit/image.h"
#include "inkdigit/normalize.h"

namespace inkdigit::bench {

// A page of 4000x3000 pixels, 12 megapixels: twenty of the tiles' digits, each 280 pixels high, in
// two rows, on paper that is darker towards one corner, with a sensor's noise. The same each time.
[[nodiscard]] GrayImage PageOfDigits(std::span<const Tile28> digits);

// As a camera saves it: colour (three equal channels, each subsampled as usual), quality 90.
[[nodiscard]] Bytes EncodeJpeg(const GrayImage& picture);

[[nodiscard]] Bytes EncodeGrayPng(const GrayImage& picture);
[[nodiscard]] Bytes EncodePgm(const GrayImage& picture);

// What the peers do: the pixels at full size and nothing else. Bytes of them, so that nothing is
// left out.
[[nodiscard]] std::size_t DecodeRgbaBySpng(std::span<const std::byte> png);
[[nodiscard]] std::size_t DecodeRgbByJpegTurbo(std::span<const std::byte> jpeg);

}  // namespace inkdigit::bench
