// Pictures as PNG files in memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "inkdigit/image.h"

namespace inkdigit::training {

struct Colour {
  std::uint8_t red = 0;
  std::uint8_t green = 0;
  std::uint8_t blue = 0;

  friend bool operator==(const Colour&, const Colour&) = default;
};

// [height][width] pixels.
class ColourImage {
 public:
  ColourImage(int width, int height)
      : width_(width),
        height_(height),
        pixels_(static_cast<std::size_t>(width) * static_cast<std::size_t>(height)) {}

  [[nodiscard]] int width() const noexcept { return width_; }
  [[nodiscard]] int height() const noexcept { return height_; }
  [[nodiscard]] Colour& at(int x, int y) noexcept {
    return pixels_[static_cast<std::size_t>(y) * static_cast<std::size_t>(width_) +
                   static_cast<std::size_t>(x)];
  }
  [[nodiscard]] const std::vector<Colour>& pixels() const noexcept { return pixels_; }

 private:
  int width_;
  int height_;
  std::vector<Colour> pixels_;
};

// A whole file, 8 bits a channel. Quick rather than small. Requires at least one pixel.
[[nodiscard]] std::vector<std::byte> EncodePng(const GrayImage& image);
[[nodiscard]] std::vector<std::byte> EncodePng(const ColourImage& image);

}  // namespace inkdigit::training
