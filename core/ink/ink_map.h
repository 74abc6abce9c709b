// What the two ways of finding ink give: from a canvas of one exact colour, and from paper under
// any light.
#pragma once

#include <optional>

#include "core/ink/plane.h"
#include "inkdigit/image.h"

namespace inkdigit {

// A sheet of paper, or a board, that is only a part of the picture.
struct Sheet {
  Box box;            // in the picture's pixels
  Mask inside;        // of the box, reduced: 1 on the sheet and what is written on it
  int reduction = 1;  // pixels of the picture a pixel of `inside`
};

struct InkMap {
  GrayImage amount;  // as Ink::amount
  bool light_on_dark = false;
  Box bounds;                // empty where there is no ink
  double mass = 0;           // sum of amounts
  bool only_margin = false;  // the ink looks like a margin, but there is nothing else
  // Where the "ink" is one large solid piece it may be the paper, lying on something that the
  // picture also shows.
  std::optional<Sheet> perhaps_paper;
};

// For pictures whose background is one colour exactly, drawn on a screen or scanned clean:
// everything else is ink, and its soft edges stay as they are. Empty where the background is not
// flat.
[[nodiscard]] std::optional<InkMap> ExtractFromFlatPaper(const GrayImage& gray);

// For photographs and noise: gradients, shadows, textures. Needs at least kSmallestPhoto pixels a
// side to tell strokes from noise.
inline constexpr int kSmallestPhoto = 40;
[[nodiscard]] InkMap ExtractFromPhoto(const GrayImage& gray);

// For small pictures that are not flat: two classes of grey, the one that owns the border and the
// larger area is paper.
[[nodiscard]] InkMap ExtractByTwoClasses(const GrayImage& gray);

}  // namespace inkdigit
