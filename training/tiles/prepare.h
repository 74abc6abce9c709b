// Data sets -> tiles, by the same stages that serve people: ExtractInk, Segment, Normalize.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "inkdigit/image.h"
#include "inkdigit/normalize.h"
#include "inkdigit/result.h"
#include "training/tiles/tile_set.h"

namespace inkdigit::training {

struct PrepareOptions {
  std::string mnist_folder;
  std::string data_folder;  // pendigits, optdigits, semeion, nsysu, hwd1000
  std::string font_folder = "/usr/share/fonts";
  std::uint64_t seed = 1;
  int pens = 4;             // how many canvases each pendigits drawing is rendered to
  int not_digits = 30'000;  // about how many tiles of what is no digit
};

// What the network would see of a picture; empty where nothing is written on it.
[[nodiscard]] std::optional<Tile28> PictureToTile(GrayView picture);

// All training data and its validation part: MNIST's last 5,000 training images, the last 4 writers
// of pendigits, every tenth of the other sets, and 19 font families. Digits of all of them
// come once more as Degrade leaves them. Uses all cores; the tiles do not depend on how many.
// `report` gets a line per source. Every file is read and verified before the first tile is made;
// the error names the first that is missing or wrong.
[[nodiscard]] Result<TileSet> Prepare(const PrepareOptions& options,
                                      const std::function<void(const std::string&)>& report);

}  // namespace inkdigit::training
