// The one file between `prepare` and `train`: tiles with what is known of each.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "inkdigit/normalize.h"
#include "inkdigit/result.h"

namespace inkdigit::training {

enum class Source : std::uint8_t {
  kMnist,
  kPendigits,
  kOptdigits,
  kSemeion,
  kNsysu,
  kHwd1000,
  kFonts,
  kNotDigits,
  kDegraded,     // digits of all of these, as Degrade leaves them
  kCorrections,  // what people corrected; no tile file of `prepare` has them
};
inline constexpr std::size_t kSources = 10;

// "mnist", "pendigits", ...
[[nodiscard]] std::string_view SourceName(Source source) noexcept;

// A tile file holds no tile of kTest: these are for the release figures alone.
enum class Split : std::uint8_t { kTraining, kValidation, kTest };

// Columns of one table; every vector has size().
struct TileSet {
  std::vector<Tile28> tiles;
  std::vector<std::uint8_t> labels;  // 0 to 10
  std::vector<Source> sources;
  std::vector<std::uint16_t> writers;  // within the source: a writer, a font's family, the
                                       // NotDigitKind; 0 where the source doesn't tell
  std::vector<Split> splits;

  [[nodiscard]] std::size_t size() const noexcept { return tiles.size(); }
  void Add(const Tile28& tile, std::uint8_t label, Source source, std::uint16_t writer,
           Split split);
};

// The file: a 24-byte head (magic "INKTILES", version 1 and count as little-endian 32-bit words,
// CRC-32 of the body, zero), then the columns one after the other; all of it gzipped. The file
// appears whole or not at all.
[[nodiscard]] Result<std::size_t> WriteTileSet(const TileSet& set, const std::string& path);

// kIo, kUnsupportedFormat (another magic or version) or kBadImage (damaged); every message begins
// with the path.
[[nodiscard]] Result<TileSet> ReadTileSet(const std::string& path);

}  // namespace inkdigit::training
