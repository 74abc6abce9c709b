// Connected ink.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

#include "core/ink/plane.h"
#include "inkdigit/image.h"

namespace inkdigit {

struct Component {
  Box box;
  int area = 0;     // pixels
  double mass = 0;  // sum of the strengths of its pixels
  // Pixels on each side of the picture.
  int contact_left = 0;
  int contact_right = 0;
  int contact_top = 0;
  int contact_bottom = 0;
  bool in_corner = false;  // holds a corner pixel of the picture

  [[nodiscard]] int contact() const noexcept {
    return contact_left + contact_right + contact_top + contact_bottom;
  }
  [[nodiscard]] int side() const noexcept { return std::max(box.width, box.height); }  // the longer
  [[nodiscard]] double strength() const noexcept { return mass / std::max(1, area); }  // the mean
};

// Pixels [begin, end) of a row.
struct Run {
  int y = 0;
  int begin = 0;
  int end = 0;
  int component = 0;  // its index
};

// Where masks and labels lie in their picture: a part of it that holds all the ink. Boxes and runs
// are in the picture's coordinates.
struct Window {
  int x = 0;
  int y = 0;
  int picture_width = 0;
  int picture_height = 0;
};

struct Components {
  Window window;
  Plane<int> labels;  // of the window: 0 where the mask is 0, else 1 + the component's index
  std::vector<Component> list;
  std::vector<Run> runs;  // in reading order

  // At a pixel of the picture, which must lie in the window.
  [[nodiscard]] int label_at(int x, int y) const noexcept {
    return labels.at(x - window.x, y - window.y);
  }
};

// Groups the pixels of a mask that touch, diagonals included. `strength` weighs them; it has the
// mask's size. The window is the whole picture.
[[nodiscard]] Components FindComponents(const Mask& mask, const FloatPlane& strength);

// The same for a mask of levels, each with its strength.
using StrengthOfLevel = std::array<float, 256>;
[[nodiscard]] Components FindComponents(const Mask& levels, const StrengthOfLevel& strength,
                                        const Window& window);

// The pixels of those that are chosen; one choice for each component. The window is the whole
// picture.
[[nodiscard]] Mask MaskOf(const Components& components, const std::vector<bool>& chosen);

// Whether the component has a pixel in `box`, which may reach beyond the picture.
[[nodiscard]] bool HasInkIn(const Components& components, std::size_t index, const Box& box);

}  // namespace inkdigit
