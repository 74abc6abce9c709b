// Digits turned or mirrored until they are none: what is no digit, in everybody's handwriting.
#pragma once

#include <torch/types.h>

#include <cstdint>

namespace inkdigit::training {

// Chooses each digit with probability `share` and, with equal chance, to mirror it, to turn it
// upside down or by a quarter to either side. Where that leaves no digit, it is done and the label
// becomes kNotADigit; that is so in two cases of five. Mirrored are 3, 4, 7 and 9 (a mirrored 2 can
// pass for a 5), upside down 3, 4 and 7 (a 6 would be a 9), a quarter to either side 2, 3, 4, 5
// and 7. tiles: [batch][1][28][28], labels: [batch] of 64-bit integers; both are changed in place.
// The same seed does the same.
void TurnSome(torch::Tensor& tiles, torch::Tensor& labels, double share, std::uint64_t seed);

}  // namespace inkdigit::training
