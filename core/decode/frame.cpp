#include "core/decode/frame.h"

#include <algorithm>
#include <array>
#include <climits>
#include <cstdio>
#include <string>

namespace inkdigit::decode {
namespace {

// 50'000'000 -> "50", 1'500'000 -> "1.5", 1'000 -> "0.001"
std::string Megapixels(double pixels) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.4g", pixels / 1e6);
  return text.data();
}

}  // namespace

std::optional<Error> CheckSize(std::string_view format, std::int64_t width, std::int64_t height,
                               const DecodeOptions& options) {
  const std::string size = std::to_string(width) + "x" + std::to_string(height);
  if (width <= 0 || height <= 0) {
    return Damaged(format, "its header claims a size of " + size + " pixels");
  }
  // By division, because the product of two sides may not fit. A side has to fit an int besides.
  if (width > INT_MAX || height > INT_MAX || width > options.max_pixels / height) {
    return Error{Errc::kTooLarge,
                 "the picture has " + size + " pixels (" +
                     Megapixels(static_cast<double>(width) * static_cast<double>(height)) +
                     " megapixels); at most " +
                     Megapixels(static_cast<double>(options.max_pixels)) + " megapixels are read"};
  }
  if (options.before_pixels) options.before_pixels(width * height);
  return std::nullopt;
}

int ReductionFactor(int width, int height, int reduce_above) {
  const int longer = std::max(width, height);
  if (reduce_above <= 0 || longer <= reduce_above) return 1;
  return (longer - 1) / reduce_above + 1;
}

Error Damaged(std::string_view format, std::string_view why) {
  return {Errc::kBadImage,
          "the " + std::string(format) + " picture can't be decoded: " + std::string(why)};
}

}  // namespace inkdigit::decode
