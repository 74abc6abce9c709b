// What all parts of a scene are drawn with: the photograph, the digit in it, and chance.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "inkdigit/image.h"
#include "training/render/random.h"
#include "training/render/strokes.h"
#include "training/scenes/photo.h"

namespace inkdigit::training {

template <std::size_t kCount>
const Color& Pick(const std::array<Color, kCount>& colors, Random& random) {
  return colors[static_cast<std::size_t>(random.Below(kCount))];
}

// A grey from `low` to `high` with a little colour.
[[nodiscard]] Color NearGray(double low, double high, double tint, Random& random);
[[nodiscard]] Color PaperColor(Random& random);
[[nodiscard]] Color PenColor(Random& random);

// How large the digit is, of the picture's shorter side, and its pen, of the digit.
struct Writing {
  double least_size = 0.2;
  double most_size = 0.5;
  double least_pen = 0.04;
  double most_pen = 0.12;
};

// White at first; the digit is not written yet.
struct Shot {
  Shot(const Strokes& digit, const Writing& writing, Random& chance);

  double Uniform(double low, double high) { return random.Uniform(low, high); }
  SmoothNoise Noise(double scale) { return {scale, random.Next()}; }
  void Ground(const Color& color);
  void Grain(const SmoothNoise& noise, double depth);
  void Write(const Color& color, double strength = 1.0) { photo.Paint(ink, color, strength); }

  Random& random;
  Photo photo;
  GrayImage ink;     // of the digit, 0 to 255
  double side = 0;   // the picture's shorter side, in pixels
  double reach = 0;  // half of the digit's longer side
  double pen = 0;    // its width
  Point middle;      // of the digit
};

}  // namespace inkdigit::training
