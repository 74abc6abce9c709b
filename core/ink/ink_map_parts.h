// What the ways of finding ink share.
#pragma once

#include <array>
#include <optional>

#include "core/ink/components.h"
#include "core/ink/ink_map.h"
#include "inkdigit/image.h"

namespace inkdigit {

struct GrayLevels {
  std::array<int, 256> all{};   // pixels of each grey
  std::array<int, 256> ring{};  // those near the picture's border, where people leave margin
};
[[nodiscard]] GrayLevels CountGrayLevels(const GrayImage& gray);

// The smallest box that holds every pixel above 0.
[[nodiscard]] Box BoundsOf(const GrayImage& amount);

// See InkMap::perhaps_paper.
[[nodiscard]] std::optional<Sheet> PerhapsPaper(const Components& components);

}  // namespace inkdigit
