#include "training/data/font_faces.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

namespace inkdigit::training {
namespace {

// Two tenths of the families that deploy/packages.txt brings, every fifth by name. By name and not
// by number, so that another font on the machine changes nothing.
constexpr std::array<std::string_view, 19> kForValidation = {"Agave",
                                                             "Baskervald ADF Std",
                                                             "Cabin",
                                                             "Courier Prime",
                                                             "Delphine",
                                                             "Fantasque Sans Mono",
                                                             "Gillius ADF No2",
                                                             "Inconsolata",
                                                             "JetBrains Mono",
                                                             "Laksaman",
                                                             "Linux Libertine Display O",
                                                             "Nimbus Sans Narrow",
                                                             "Old Standard TT",
                                                             "PT Sans Narrow",
                                                             "Radis Sans",
                                                             "Romande ADF No2 Std",
                                                             "Switzera ADF",
                                                             "Ubuntu-Title",
                                                             "eurofurence classic light"};
constexpr std::array<std::string_view, 19> kForFigures = {"Averia GWF",
                                                          "Because We Learn",
                                                          "Caslon",
                                                          "Dancing Script",
                                                          "Dustismo Roman",
                                                          "GWMonospace",
                                                          "Goudy Bookletter 1911",
                                                          "IndUni-T",
                                                          "Karla Tamil Inclined",
                                                          "Liberation Sans",
                                                          "Manrope",
                                                          "OCRA",
                                                          "OpenDyslexicMono",
                                                          "Purisa",
                                                          "Roadgeek 2014 Series EEM",
                                                          "Sawasdee",
                                                          "Tomson Talks",
                                                          "Wargames",
                                                          "okolaks"};

template <std::size_t N>
bool Holds(const std::array<std::string_view, N>& families, std::string_view family) {
  return std::find(families.begin(), families.end(), family) != families.end();
}

Split SplitOf(std::string_view family) {
  if (Holds(kForValidation, family)) return Split::kValidation;
  if (Holds(kForFigures, family)) return Split::kTest;
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
    face.family = static_cast<std::uint16_t>(
        std::distance(families.begin(), families.find(face.font.family())));
    face.split = SplitOf(face.font.family());
  }
  return faces;
}

}  // namespace inkdigit::training
