// Which tile comes when: a fixed share of every batch for each source, whatever the source's size.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "training/render/not_digit_maker.h"
#include "training/tiles/tile_set.h"

namespace inkdigit::training {

// Shares of what training draws, in the order of Source; need not sum to 1. MNIST has half, because
// its error must not rise; the pen drawings and the prints hold the flagged 1s. The last is for
// corrections: Shares() gives them theirs.
inline constexpr std::array<double, kSources> kDefaultShares = {0.43, 0.155, 0.035, 0.025, 0.025,
                                                                0.02, 0.06,  0.10,  0.15,  0.0};

// Kinds of what is no digit that are neither trained nor validated on.
using LeftOutKinds = std::array<bool, kNotDigitKinds>;

// "" none, "all", or the name of one kind; empty for anything else.
[[nodiscard]] std::optional<LeftOutKinds> ParseLeftOut(std::string_view name);

[[nodiscard]] bool IsLeftOut(const TileSet& set, std::size_t tile, const LeftOutKinds& left_out);

// Draws without state: the n-th tile of a source is a function of the seed and n, so training can
// resume anywhere. Every tile of a source comes once before any comes again.
class Sampler {
 public:
  // Only tiles of Split::kTraining. A source without tiles gives its share to the others. Requires
  // that there is one.
  Sampler(const TileSet& set, const std::array<double, kSources>& shares, std::uint64_t seed,
          const LeftOutKinds& left_out = {});

  // Indices into the set of batch number `batch` (0, 1, ...).
  [[nodiscard]] std::vector<std::size_t> Batch(std::int64_t batch, int size) const;

 private:
  struct Stream {
    std::vector<std::size_t> tiles;
    double begin = 0.0;  // of its part of [0, 1)
    double end = 0.0;
  };
  [[nodiscard]] std::size_t Draw(const Stream& stream, std::size_t source,
                                 std::int64_t number) const;

  std::array<Stream, kSources> streams_;
  std::uint64_t seed_;
  // The last permutation of each source: making it anew for every draw would cost too much.
  struct Shuffled {
    std::int64_t round = -1;
    std::vector<std::size_t> tiles;
  };
  mutable std::array<Shuffled, kSources> shuffled_;
};

}  // namespace inkdigit::training
