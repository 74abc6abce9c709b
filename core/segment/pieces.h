// What lies between two seams, as a glyph.
#pragma once

#include "core/segment/line_ink.h"
#include "core/segment/seams.h"
#include "inkdigit/image.h"

namespace inkdigit {

struct Piece {
  GrayImage ink;      // cropped; empty where there is none
  Box box;            // in pixels of the line
  double mass = 0.0;  // full pixels of ink
};

// Crumbs of the neighbours that a seam cut off are left out: small bits that touch a seam.
[[nodiscard]] Piece CutPiece(const LineInk& line, const Seam& left, const Seam& right);

}  // namespace inkdigit
