// The pixels of a small PNG, unpacked quickly.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>

#include "core/decode/png_chunks.h"

namespace inkdigit::decode {

// A file in memory, never set to zero before it is written.
struct UnpackedPng {
  std::unique_ptr<std::uint8_t[]> bytes;
  std::size_t size = 0;
};

// libspng unpacks with zlib, which copies a drawing's long runs three bytes at a time: that was 40
// % of all that reading a canvas takes. libdeflate does it in a sixth of the time, but libspng
// can't call it. So this gives the same PNG with its pixels in stored blocks, which zlib only
// copies.
//
// The checksum of the new pixels is not made and must not be asked for. Nothing for what is better
// left to zlib: interlaced, more than 4 MiB of pixels (which would have to be held whole), damaged,
// more or fewer bytes than rows.
[[nodiscard]] std::optional<UnpackedPng> WithUnpackedPixels(const PngChunks& chunks);

}  // namespace inkdigit::decode
