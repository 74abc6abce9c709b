// What the two ways of finding ink give: from a canvas of one exact colour, and from paper under
// any light.
#pragma once

#include <optional>

#include "inkdigit/image.h"

namespace inkdigit {

struct InkMap {
  GrayImage amount;  // as Ink::amount
  bool light_on_dark = false;
  Box bounds;                // empty where there is no ink
  double mass = 0;           // sum of amounts
  bool only_margin = false;  // the ink looks like a margin, but there is nothing else
  // Where the "ink" is one large solid piece it may be the paper, lying on something that the
  // picture also shows.
  std::optional<Box> perhaps_paper;
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
