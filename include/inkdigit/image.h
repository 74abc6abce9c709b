// Grey pictures and boxes: the coin that the stages pay each other in.
#pragma once

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace inkdigit {

// A rectangle of whole pixels; x to the right, y down. Empty when a side is 0.
struct Box {
  int x = 0;
  int y = 0;
  int width = 0;
  int height = 0;

  [[nodiscard]] constexpr bool empty() const noexcept { return width <= 0 || height <= 0; }
  friend constexpr bool operator==(const Box&, const Box&) = default;
};

// A picture that somebody else owns: rows of 8-bit grey, 0 black to 255 white, `stride` bytes
// apart. Valid as long as the owner's pixels are.
struct GrayView {
  const std::uint8_t* pixels = nullptr;
  int width = 0;
  int height = 0;
  std::ptrdiff_t stride = 0;

  [[nodiscard]] const std::uint8_t* row(int y) const noexcept { return pixels + y * stride; }
  [[nodiscard]] bool empty() const noexcept { return width <= 0 || height <= 0; }
};

// A picture that owns its pixels: [height][width] bytes without padding, 0 black to 255 white.
class GrayImage {
 public:
  GrayImage() = default;
  // Requires width >= 0, height >= 0. All pixels get `fill`.
  GrayImage(int width, int height, std::uint8_t fill = 0)
      : width_(width),
        height_(height),
        pixels_(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), fill) {}

  [[nodiscard]] int width() const noexcept { return width_; }
  [[nodiscard]] int height() const noexcept { return height_; }
  [[nodiscard]] bool empty() const noexcept { return pixels_.empty(); }

  [[nodiscard]] std::uint8_t* row(int y) noexcept {
    assert(y >= 0 && y < height_);
    return pixels_.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(width_);
  }
  [[nodiscard]] const std::uint8_t* row(int y) const noexcept {
    assert(y >= 0 && y < height_);
    return pixels_.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(width_);
  }
  [[nodiscard]] std::uint8_t& at(int x, int y) noexcept {
    assert(x >= 0 && x < width_);
    return row(y)[x];
  }
  [[nodiscard]] std::uint8_t at(int x, int y) const noexcept {
    assert(x >= 0 && x < width_);
    return row(y)[x];
  }
  [[nodiscard]] std::vector<std::uint8_t>& pixels() noexcept { return pixels_; }
  [[nodiscard]] const std::vector<std::uint8_t>& pixels() const noexcept { return pixels_; }
  [[nodiscard]] GrayView view() const noexcept {
    return {pixels_.data(), width_, height_, static_cast<std::ptrdiff_t>(width_)};
  }

 private:
  int width_ = 0;
  int height_ = 0;
  std::vector<std::uint8_t> pixels_;
};

}  // namespace inkdigit
