// More looks at a tile of which the network is in doubt: moved, sized and leant a little, and all
// that it says of them taken together (test-time augmentation). On validation tiles one of seven of
// MNIST's errors goes and one of twelve of the pens'; 1.4 and 3.8 % of the tiles are looked at
// again.
#pragma once

#include <cstddef>
#include <span>

#include "inkdigit/model.h"
#include "inkdigit/normalize.h"

namespace inkdigit {

inline constexpr std::size_t kMoreLooks = 8;

// The tile one pixel to each side, an eighth smaller and larger, and leant to either side. Integers
// alone, so the same on every machine.
void TakeMoreLooks(const Tile28& tile, std::span<Tile28, kMoreLooks> looks);

// How much more looks are to say: 0 for scores without doubt, 1 for scores with clear doubt, and
// between them a slope, so that a rounding never makes a leap.
[[nodiscard]] float Doubt(const Scores& scores);

// The first look's scores with, by `doubt`, the mean of all looks in their place.
[[nodiscard]] Scores WeighLooks(const Scores& first, std::span<const Scores, kMoreLooks> more,
                                float doubt);

}  // namespace inkdigit
