// A small picture in colour, to draw on and to write as PNG.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "inkdigit/image.h"

namespace inkdigit::cli {

struct Colour {
  std::uint8_t red = 0;
  std::uint8_t green = 0;
  std::uint8_t blue = 0;
};

class ColourPicture {
 public:
  ColourPicture(int width, int height, Colour fill);
  // Greys as they are.
  explicit ColourPicture(const GrayImage& gray);

  [[nodiscard]] int width() const noexcept { return width_; }
  [[nodiscard]] int height() const noexcept { return height_; }

  // What lies outside the picture is left out.
  void Paint(int x, int y, Colour colour);
  void Frame(const Box& box, Colour colour);  // a line one pixel wide, inside the box
  void Put(const GrayImage& gray, int left, int top);

  // A whole file. Requires at least one pixel.
  [[nodiscard]] std::string EncodePng() const;

 private:
  int width_;
  int height_;
  std::vector<Colour> pixels_;  // [row][col]
};

}  // namespace inkdigit::cli
