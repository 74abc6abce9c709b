#include "training/data/font_faces.h"

#include <iterator>
#include <optional>
#include <set>
#include <utility>

namespace inkdigit::training {
namespace {

constexpr std::size_t kHoldOutEvery = 10;
constexpr std::size_t kTestPhase = 5;

Split SplitOfFamily(std::size_t number) {
  if (number % kHoldOutEvery == 0) return Split::kValidation;
  if (number % kHoldOutEvery == kTestPhase) return Split::kTest;
  return Split::kTraining;
}

}  // namespace

std::vector<FontFace> OpenFontFaces(const std::string& folder) {
  std::vector<FontFace> faces;
  std::set<std::string> families;
  for (const std::string& path : FindFontFiles(folder)) {
    if (std::optional<Font> font = Font::Open(path)) {
      families.insert(font->family());
      faces.push_back({*std::move(font)});
    }
  }
  for (FontFace& face : faces) {
    const auto number = static_cast<std::size_t>(
        std::distance(families.begin(), families.find(face.font.family())));
    face.family = static_cast<std::uint16_t>(number);
    face.split = SplitOfFamily(number);
  }
  return faces;
}

}  // namespace inkdigit::training
