#include "inkdigit/segment.h"

#include <algorithm>

namespace inkdigit {

std::vector<Glyph> Segment(const Ink& ink) {
  if (ink.bounds.empty()) return {};
  const Box& bounds = ink.bounds;
  Glyph glyph;
  glyph.ink = GrayImage(bounds.width, bounds.height);
  for (int y = 0; y < bounds.height; ++y) {
    std::copy_n(ink.amount.row(bounds.y + y) + bounds.x, bounds.width, glyph.ink.row(y));
  }
  glyph.box = {bounds.x * ink.reduction, bounds.y * ink.reduction, bounds.width * ink.reduction,
               bounds.height * ink.reduction};
  std::vector<Glyph> glyphs;
  glyphs.push_back(std::move(glyph));
  return glyphs;
}

}  // namespace inkdigit
