// A written digit -> a photograph of where it was written.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "training/render/random.h"
#include "training/render/strokes.h"
#include "training/strings/papers.h"

namespace inkdigit::training {

enum class Scene : std::uint8_t {
  kHeld,        // fingers or a thumb hold the paper
  kNote,        // a small coloured note, turned, on a table
  kDarkNote,    // a light pen on a dark note
  kWood,        // plain, ruled or squared paper on a wooden table
  kLightTable,  // paper on a table nearly as light, with its shadow
  kCloth,       // paper on a checked tablecloth
  kTorn,        // a piece of paper with torn edges
  kUnderlined,
  kCircled,
  kBoxed,
  kPunched,     // holes along one side
  kSpiral,      // a notebook's spiral along the top or one side
  kStained,     // the ring of a cup
  kCreased,     // folded before
  kHandShadow,  // of whoever takes the photograph
  kBlinds,      // stripes of shadow
  kBoard,       // chalk on a wiped board, with its frame
  kWhiteboard,  // a marker, a reflection
  kCardboard,
  kPencil,  // a thin pencil on plain, ruled or squared paper
  kScreen,  // a photographed screen
  kSkin,    // written on a hand
  kPen,     // a pen lies beside it and reaches out of the picture
};
inline constexpr int kScenes = 23;

[[nodiscard]] std::string_view SceneName(Scene scene) noexcept;  // "held", "note", ...

// 500 to 800 pixels wide or high, the digit or number somewhere near the middle, uneven light,
// noise.
[[nodiscard]] ColorImage Photograph(const Strokes& digit, Scene scene, Random& random);

// Drawings side by side, equally high, with gaps of 20 to 60 % of that.
[[nodiscard]] Strokes SideBySide(std::span<const Strokes* const> digits, Random& random);

}  // namespace inkdigit::training
