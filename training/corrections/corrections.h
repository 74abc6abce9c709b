// What people corrected, as tiles to train with, and what is wrong with some of it.
#pragma once

#include <cstddef>
#include <string>
#include <unordered_set>
#include <vector>

#include "inkdigit/recognizer.h"
#include "inkdigit/result.h"
#include "training/tiles/tile_set.h"

namespace inkdigit::training {

struct Finding {
  enum class Kind : std::uint8_t {
    kUnreadable,   // no picture, or ink that the network is sure is no digit: a bad crop
    kOtherNumber,  // another number of digits than the label has: which is which?
    kDuplicate,    // the same tile as one before
    kTwoLabels,    // the same tile as another, which says otherwise: both are left out
    kDoubtful,     // the network is sure of another digit: is the label wrong? Not left out
  };
  Kind kind;
  std::string name;  // of the picture
  std::string label;
  std::string words;  // what was found, for people
  Tile28 tile;        // blank where there is none
};

struct Corrections {
  // Source::kCorrections; every fifth picture is Split::kValidation.
  TileSet tiles;
  std::vector<Finding> findings;
  std::size_t pictures = 0;     // whose label counts
  std::size_t uncorrected = 0;  // that nobody looked at; not used
  std::size_t left_out = 0;     // by name
};

// Reads the sets as cli::LabelledSet does: exports, folders with a manifest.tsv. Pictures pass
// through the same stages as when they are served. Of an export only what a person corrected
// counts: the network learns nothing from its own answers. `left_out`: names of pictures to ignore.
// The error's message names the file.
[[nodiscard]] Result<Corrections> ReadCorrections(const std::vector<std::string>& paths,
                                                  const Recognizer& recognizer,
                                                  const std::unordered_set<std::string>& left_out);

// A page that shows every finding with its tile.
[[nodiscard]] std::string FindingsPage(const Corrections& corrections);

}  // namespace inkdigit::training
