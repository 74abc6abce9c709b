// What the picture shows besides the paper: the table, a frame, the fingers that hold it.
#pragma once

#include <vector>

#include "core/ink/components.h"

namespace inkdigit {

struct Margins {
  std::vector<bool> is_margin;  // one for each component: neither ink nor paper
  // Nothing but what looks like margin is there, so none is.
  bool only_margin = false;
};

// What a picture may show. A tile of a data set: one digit and no table. A canvas: people draw over
// its edge. A photograph: things that reach in.
enum class Shown { kTile, kCanvas, kPhotograph };

// Margin is what lies along the border of the picture or around all of it; but for tiles, what
// reaches into it and is much thicker than the writing, and the shadow that a sheet throws; in
// photographs, too, a straight thing that reaches in, as a pen or a ruler does.
[[nodiscard]] Margins FindMargins(const Components& components, Shown shown);

// Components shorter than this, in pixels of a picture of this size, are specks even where they are
// alone.
[[nodiscard]] double ShortestInk(const Window& window);

}  // namespace inkdigit
