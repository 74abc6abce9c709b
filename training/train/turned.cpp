#include "training/train/turned.h"

#include <torch/torch.h>

#include <array>
#include <string_view>

#include "inkdigit/model.h"
#include "training/render/random.h"
#include "training/tiles/tile_set.h"

namespace inkdigit::training {
namespace {

struct Change {
  std::string_view digits;  // that are none afterwards
  bool mirror = false;
  int quarters = 0;  // of a turn
};

constexpr std::array<Change, 4> kChanges = {{
    {"3479", /*mirror=*/true, 0},
    {"347", /*mirror=*/false, 2},
    {"23457", /*mirror=*/false, 1},
    {"23457", /*mirror=*/false, 3},
}};

}  // namespace

void TurnSome(torch::Tensor& tiles, torch::Tensor& labels, double share, std::uint64_t seed) {
  const torch::NoGradGuard no_gradients;
  Random random(seed);
  std::int64_t* label = labels.data_ptr<std::int64_t>();
  for (std::int64_t i = 0; i < tiles.size(0); ++i) {
    if (label[i] == kNotADigit || !random.Chance(share)) continue;
    const Change& change =
        kChanges[static_cast<std::size_t>(random.Below(static_cast<int>(kChanges.size())))];
    const char digit = static_cast<char>('0' + label[i]);
    if (change.digits.find(digit) == std::string_view::npos) continue;
    torch::Tensor tile = torch::rot90(tiles[i], change.quarters, {1, 2});
    if (change.mirror) tile = tile.flip({2});
    tiles[i].copy_(tile.clone());  // a turned view shares the memory that is written
    label[i] = kNotADigit;
  }
}

}  // namespace inkdigit::training
