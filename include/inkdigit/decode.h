// Stage 1: bytes -> GrayImage. The only stage that sees hostile bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string_view>

#include "inkdigit/image.h"
#include "inkdigit/result.h"

namespace inkdigit {

enum class ImageFormat : std::uint8_t { kPng, kJpeg, kWebp, kGif, kBmp, kTiff, kPnm };

// "PNG", "JPEG", ...
[[nodiscard]] std::string_view ImageFormatName(ImageFormat format) noexcept;

// Looks at the first bytes only; a file's name is never trusted. Empty for anything else.
[[nodiscard]] std::optional<ImageFormat> SniffImageFormat(
    std::span<const std::byte> bytes) noexcept;

// The formats in words, for error messages: "PNG, JPEG, WebP, GIF, BMP, TIFF and PNM".
[[nodiscard]] std::string_view ReadableFormats() noexcept;

struct DecodeOptions {
  // Affects whether there is a result. Width x height as the header states them, checked before any
  // pixel is decoded or allocated.
  std::int64_t max_pixels = 50'000'000;
  // Affects the size of the result: a picture whose longer side exceeds this comes back reduced by
  // a whole factor, which for JPEG happens inside the decoder and costs far less than full size. 0:
  // never reduce.
  int reduce_above = 2048;
  // Called once with width x height, after max_pixels was checked and before any pixel is
  // allocated; it may wait (PixelBudget does). Not called for a picture that is refused before.
  // Must not throw.
  std::function<void(std::int64_t pixels)> before_pixels = {};
};

// A picture as people see it: turned by its EXIF orientation, transparency composited (over white,
// or over black where white would hide the ink), colours reduced to luma, only the first frame or
// page.
struct DecodedImage {
  GrayImage gray;       // perhaps reduced; at least 1x1
  int shown_width = 0;  // size in pixels before any reduction, after turning by EXIF
  int shown_height = 0;
  ImageFormat format = ImageFormat::kPng;
};

// Errors: kUnsupportedFormat (says which formats are read; HEIC, AVIF, SVG and PDF are named when
// seen), kTooLarge (names the limit), kBadImage (damaged, truncated, without any frame). Prints
// nothing. Thread-safe.
[[nodiscard]] Result<DecodedImage> DecodeImage(std::span<const std::byte> bytes,
                                               const DecodeOptions& options = {});

}  // namespace inkdigit
