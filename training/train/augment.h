// What the world does to a digit, done to a batch of tiles.
#pragma once

#include <torch/types.h>

#include <cstdint>

namespace inkdigit::training {

// tiles: [batch][1][28][28] floats, 0 paper to 1 full ink; the result has the same form. Turns,
// leans, sizes, places, bends, thins and thickens strokes, changes contrast, blurs, adds noise,
// gaps and pieces of lines. Every tile gets its own share of each. `strength` 1 is the full range,
// 0 changes nothing. The same seed does the same. Safe to call from several threads at once.
[[nodiscard]] torch::Tensor Augment(const torch::Tensor& tiles, double strength,
                                    std::uint64_t seed);

}  // namespace inkdigit::training
