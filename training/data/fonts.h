// Printed characters from the fonts that are installed.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "inkdigit/image.h"

namespace inkdigit::training {

// Every .ttf and .otf file below `folder`, sorted by path.
[[nodiscard]] std::vector<std::string> FindFontFiles(const std::string& folder);

// One face of one font file.
class Font {
 public:
  // Empty for a file that FreeType can't open, that has no Unicode table, that lacks a digit, or
  // that holds symbols in the place of digits (by its name).
  [[nodiscard]] static std::optional<Font> Open(const std::string& path);

  [[nodiscard]] const std::string& family() const noexcept { return family_; }

  // The character, `height` pixels from the font's ascender to its descender, light on black,
  // cropped to its ink plus `margin` pixels on each side. Empty where the font lacks it or it has
  // no ink.
  [[nodiscard]] std::optional<GrayImage> Render(char32_t character, int height, int margin) const;

 private:
  struct Face;
  Font();
  std::shared_ptr<Face> face_;
  std::string family_;
};

}  // namespace inkdigit::training
