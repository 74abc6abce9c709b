// Stage 4: Glyph -> Tile28. The only normaliser: training, command line, server and page all go
// through it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "inkdigit/segment.h"

namespace inkdigit {

inline constexpr int kTileSide = 28;

// What the network sees: [row][col], 0 paper, 255 full ink (light ink on black, as MNIST has it).
struct Tile28 {
  std::array<std::uint8_t, std::size_t{kTileSide} * kTileSide> pixels{};

  [[nodiscard]] std::uint8_t at(int x, int y) const noexcept {
    return pixels[static_cast<std::size_t>(y) * kTileSide + static_cast<std::size_t>(x)];
  }
  friend bool operator==(const Tile28&, const Tile28&) = default;
};

// As MNIST was made (LeCun, Cortes, Burges, http://yann.lecun.com/exdb/mnist/): aspect kept, the
// longer side fitted to 20 pixels by area averaging (bilinear where the glyph is smaller than
// that), then moved by whole pixels so that the centre of mass lies at the middle of the 28x28
// tile. A tile of MNIST comes out as it went in. An empty glyph gives an empty tile. Thread-safe.
[[nodiscard]] Tile28 Normalize(const Glyph& glyph);

}  // namespace inkdigit
