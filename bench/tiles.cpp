#include "bench/tiles.h"

#include <cstdint>
#include <fstream>
#include <iterator>
#include <span>
#include <stdexcept>

namespace inkdigit::bench {

Bytes ReadFileBytes(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error(path + " can't be read");
  const std::vector<char> bytes{std::istreambuf_iterator<char>(file), {}};
  const auto view = std::as_bytes(std::span(bytes));
  return {view.begin(), view.end()};
}

std::vector<Tile28> ReadTiles(const std::string& path) {
  const Bytes bytes = ReadFileBytes(path);
  constexpr std::size_t kPixels = std::size_t{kTileSide} * kTileSide;
  std::vector<Tile28> tiles(bytes.size() / kPixels);
  for (std::size_t i = 0; i < tiles.size() * kPixels; ++i) {
    tiles[i / kPixels].pixels[i % kPixels] = std::to_integer<std::uint8_t>(bytes[i]);
  }
  return tiles;
}

}  // namespace inkdigit::bench
