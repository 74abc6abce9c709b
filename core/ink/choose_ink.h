// Which of the connected ink was written: not specks, not the margin.
#pragma once

#include <vector>

#include "core/ink/components.h"
#include "core/ink/margin.h"

namespace inkdigit {

struct InkChoice {
  std::vector<bool> is_ink;     // one for each component
  std::vector<bool> is_margin;  // frames, table edges, dark corners: neither ink nor paper
  std::vector<bool> is_aside;   // underlines, rings, punched holes: ink that is no writing
  bool only_margin =
      false;  // nothing but what looks like margin was there, so that was taken as ink
};

// Drops specks and what is aside (but in tiles), and what touches the picture's border as a margin
// does, unless nothing else is there. Keeps detached strokes: a large part wherever it lies, a
// small one near the rest.
[[nodiscard]] InkChoice ChooseInk(const Components& components, Shown shown);

}  // namespace inkdigit
