// Connected ink, and which of it was written: not specks, not the margin.
#pragma once

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
};

struct Components {
  Plane<int> labels;  // 0 where the mask is 0, else 1 + the component's index
  std::vector<Component> list;
};

// Groups the pixels of a mask that touch, diagonals included. `strength` weighs them; it has the
// mask's size.
[[nodiscard]] Components FindComponents(const Mask& mask, const FloatPlane& strength);

struct InkChoice {
  std::vector<bool> is_ink;     // one for each component
  std::vector<bool> is_margin;  // frames, table edges, dark corners: neither ink nor paper
  bool only_margin =
      false;  // nothing but what looks like margin was there, so that was taken as ink
};

enum class Specks { kDrop, kKeep };

// Drops specks (unless told to keep them), and what touches the picture's border as a margin does,
// unless nothing else is there. Keeps detached strokes: a large part wherever it lies, a small one
// near the rest.
[[nodiscard]] InkChoice ChooseInk(const Components& components, Specks specks = Specks::kDrop);

}  // namespace inkdigit
