// The same digit elsewhere, larger or smaller, inverted, on coloured paper: what must not change
// the answer.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "inkdigit/image.h"
#include "inkdigit/result.h"
#include "training/figures/png.h"
#include "training/render/canvas.h"
#include "training/render/random.h"
#include "training/render/strokes.h"

namespace inkdigit::training {

enum class Variant : std::uint8_t { kShifted, kScaled, kInverted, kColoured };
inline constexpr std::array kVariants = {Variant::kShifted, Variant::kScaled, Variant::kInverted,
                                         Variant::kColoured};

// "shifted", "scaled", ...
[[nodiscard]] std::string_view VariantName(Variant variant) noexcept;

// `coverage`: a digit in light ink on black, any size.
//   shifted: unchanged, anywhere on a canvas of three times its longer side
//   scaled: its ink's longer side 0.3 to 1 of a 140-pixel canvas, in the middle
//   inverted: dark on white
//   coloured: OnColouredPaper
// Error: the decoder's, for the coloured one.
[[nodiscard]] Result<GrayImage> VaryBitmap(GrayView coverage, Variant variant, Random& random);

// The drawing on `canvas`, but
//   shifted: anywhere else on it
//   scaled: at 0.3 to 1 of it
//   inverted: ink and paper swapped
//   coloured: OnColouredPaper, instead of the canvas's ink and paper
[[nodiscard]] Result<GrayImage> VaryDrawing(const Strokes& strokes, CanvasOptions canvas,
                                            Variant variant, Random& random);

// Ink of one random colour on paper of another, as PNG, and what the decoder makes of it. The two
// differ in luma by at least a quarter of the range, as ink that people can read does: of pens and
// papers with less contrast nothing is claimed.
[[nodiscard]] Result<GrayImage> OnColouredPaper(GrayView coverage, Random& random);

// Rec. 601, 0 to 255: how bright people see a colour.
[[nodiscard]] double Luma(Colour colour) noexcept;

}  // namespace inkdigit::training
