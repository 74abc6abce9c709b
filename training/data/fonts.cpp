#include "training/data/fonts.h"

#include <ft2build.h>
#include FT_FREETYPE_H

#include <algorithm>
#include <array>
#include <cctype>
#include <cstddef>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <utility>

namespace inkdigit::training {
namespace {

// FreeType's library handle; one for each font keeps fonts independent of each other.
struct LibraryCloser {
  void operator()(FT_Library library) const noexcept { FT_Done_FreeType(library); }
};
struct FaceCloser {
  void operator()(FT_Face face) const noexcept { FT_Done_Face(face); }
};
using LibraryPointer = std::unique_ptr<FT_LibraryRec_, LibraryCloser>;
using FacePointer = std::unique_ptr<FT_FaceRec_, FaceCloser>;

// Families that draw something else where digits belong, or draw them upside down, in boxes or as
// barcodes.
constexpr std::array<std::string_view, 14> kNoDigits = {
    "dingbat", "symbol", "ornament", "barcode",  "braille", "emoji", "icon",
    "code 39", "music",  "aenigma",  "inverted", "initial", "chess", "redacted"};

std::string Lower(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return lower;
}

bool HoldsDigits(FT_Face face) {
  const std::string family = Lower(face->family_name == nullptr ? "" : face->family_name);
  if (std::any_of(kNoDigits.begin(), kNoDigits.end(), [&family](std::string_view word) {
        return family.find(word) != std::string::npos;
      })) {
    return false;
  }
  if (FT_Select_Charmap(face, FT_ENCODING_UNICODE) != 0) return false;
  for (char digit = '0'; digit <= '9'; ++digit) {
    if (FT_Get_Char_Index(face, static_cast<FT_ULong>(digit)) == 0) return false;
  }
  return true;
}

}  // namespace

struct Font::Face {
  LibraryPointer library;  // declared first: it must outlive the face
  FacePointer face;
};

Font::Font() : face_(std::make_shared<Face>()) {}

std::vector<std::string> FindFontFiles(const std::string& folder) {
  std::vector<std::string> paths;
  std::error_code error;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder, error)) {
    const std::string extension = Lower(entry.path().extension().string());
    if (entry.is_regular_file(error) && (extension == ".ttf" || extension == ".otf")) {
      paths.push_back(entry.path().string());
    }
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

std::optional<Font> Font::Open(const std::string& path) {
  Font font;
  FT_Library library = nullptr;
  if (FT_Init_FreeType(&library) != 0) return std::nullopt;
  font.face_->library.reset(library);
  FT_Face face = nullptr;
  if (FT_New_Face(library, path.c_str(), 0, &face) != 0) return std::nullopt;
  font.face_->face.reset(face);
  if (!HoldsDigits(face)) return std::nullopt;
  font.family_ = face->family_name == nullptr ? path : face->family_name;
  return font;
}

std::optional<GrayImage> Font::Render(char32_t character, int height, int margin) const {
  FT_Face face = face_->face.get();
  if (FT_Set_Pixel_Sizes(face, 0, static_cast<FT_UInt>(height)) != 0) return std::nullopt;
  const FT_UInt glyph = FT_Get_Char_Index(face, character);
  if (glyph == 0 || FT_Load_Glyph(face, glyph, FT_LOAD_RENDER | FT_LOAD_NO_HINTING) != 0) {
    return std::nullopt;
  }
  const FT_Bitmap& bitmap = face->glyph->bitmap;
  const int width = static_cast<int>(bitmap.width);
  const int rows = static_cast<int>(bitmap.rows);
  if (width == 0 || rows == 0 || bitmap.pixel_mode != FT_PIXEL_MODE_GRAY) return std::nullopt;
  GrayImage image(width + 2 * margin, rows + 2 * margin);
  for (int y = 0; y < rows; ++y) {
    std::copy_n(bitmap.buffer + static_cast<std::ptrdiff_t>(y) * bitmap.pitch, width,
                image.row(y + margin) + margin);
  }
  return image;
}

}  // namespace inkdigit::training
