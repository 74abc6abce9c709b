// A line of writing -> its digits.
#pragma once

#include <vector>

#include "core/segment/lattice.h"
#include "core/segment/line_ink.h"
#include "core/segment/pieces.h"
#include "inkdigit/image.h"
#include "inkdigit/model.h"
#include "inkdigit/normalize.h"

namespace inkdigit {

struct LineDigit {
  GrayImage ink;  // cropped
  Box box;        // in pixels of the line
  Tile28 tile;
  Scores scores;
  bool rejected = false;  // not a digit
};

struct LineReading {
  std::vector<LineDigit> digits;  // from left to right, what was rejected among them
  double confidence = 1.0;        // that the digits, as a text, are right
};

// Everything that a line may be made of.
struct Lattice {
  int cuts = 0;
  std::vector<Arc> arcs;
  std::vector<Piece> pieces;  // one for each arc
  std::vector<Tile28> tiles;
};

// `tiles_left`: how many pieces the network may still be asked about, for the whole picture; what
// is asked is subtracted. Where it doesn't suffice, nothing is cut through ink, and where even that
// doesn't, the lattice is empty.
[[nodiscard]] Lattice BuildLattice(const LineInk& line, const Model& model, Workspace& workspace,
                                   int& tiles_left);

// Where the lattice is empty: no digits, and confidence 0.
[[nodiscard]] LineReading ReadLine(const LineInk& line, const Model& model, Workspace& workspace,
                                   int& tiles_left);

}  // namespace inkdigit
