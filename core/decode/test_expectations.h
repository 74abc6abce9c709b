// What the decode tests say about decoded pictures.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

#include "core/decode/row_reducer.h"
#include "core/decode/test_pictures.h"
#include "inkdigit/decode.h"

namespace inkdigit::test {

// What a reader without any reduction has to give; transparency over `ground`.
inline GrayImage GrayOf(const Canvas& canvas, int ground = 255) {
  GrayImage gray(canvas.width, canvas.height);
  for (int y = 0; y < canvas.height; ++y) {
    for (int x = 0; x < canvas.width; ++x) {
      const Rgba& pixel = canvas.at(x, y);
      const int luma = decode::Luma(pixel[0], pixel[1], pixel[2]);
      gray.at(x, y) =
          static_cast<std::uint8_t>((luma * pixel[3] + ground * (255 - pixel[3]) + 127) / 255);
    }
  }
  return gray;
}

// The greatest difference of two pixels; 256 where the sizes differ.
inline int GreatestDifference(const GrayImage& a, const GrayImage& b) {
  if (a.width() != b.width() || a.height() != b.height()) return 256;
  int greatest = 0;
  for (std::size_t i = 0; i < a.pixels().size(); ++i) {
    greatest = std::max(greatest, std::abs(int{a.pixels()[i]} - int{b.pixels()[i]}));
  }
  return greatest;
}

// Decodes; a picture of no pixels and a failed test where that is not possible.
inline DecodedImage Decoded(const File& file, const DecodeOptions& options = {}) {
  Result<DecodedImage> result = DecodeImage(file, options);
  if (!result.ok()) {
    ADD_FAILURE() << result.error().message;
    return {};
  }
  return std::move(result).value();
}

inline Error DecodeError(const File& file, const DecodeOptions& options = {}) {
  const Result<DecodedImage> result = DecodeImage(file, options);
  if (result.ok()) {
    ADD_FAILURE() << "decoded, but should not";
    return {Errc::kIo, ""};
  }
  return result.error();
}

}  // namespace inkdigit::test
