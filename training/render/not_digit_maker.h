// Pictures of the kinds of ink that are no digit, out of given material.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "inkdigit/image.h"
#include "training/data/bitmaps.h"
#include "training/data/fonts.h"
#include "training/data/pendigits.h"
#include "training/render/random.h"

namespace inkdigit::training {

enum class NotDigitKind : std::uint8_t {
  kLetters,  // of fonts, plain or distorted as a hand would
  kMerged,   // two or three digits as one
  kParts,    // of digits
  kScribbles,
  kShapes,    // and lines
  kTextures,  // and noise
};
inline constexpr std::size_t kNotDigitKinds = 6;

// "letters", "merged", ...
[[nodiscard]] std::string_view NotDigitKindName(NotDigitKind kind) noexcept;

// What pictures are made of: training, validation and measurement each have their own. No list may
// be empty.
struct NotDigitMaterial {
  std::vector<const Font*> fonts;
  std::vector<const LabelledImage*> bitmaps;  // MNIST's
  std::vector<const PenDrawing*> drawings;
};

// Coverage: light ink on black. Empty where the draw gave nothing: a letter that the font lacks, a
// part that may be a digit. Fonts are not to be drawn from by two threads at a time.
[[nodiscard]] std::optional<GrayImage> MakeNotDigit(NotDigitKind kind,
                                                    const NotDigitMaterial& material,
                                                    Random& random);

}  // namespace inkdigit::training
