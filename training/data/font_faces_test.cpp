#include "training/data/font_faces.h"

#include <gtest/gtest.h>

#include <map>

namespace inkdigit::training {
namespace {

TEST(OpenFontFaces, KeepsAFamilyInOnePart) {
  const std::vector<FontFace> faces = OpenFontFaces("/usr/share/fonts");
  ASSERT_FALSE(faces.empty()) << "install fonts-dejavu-core";
  std::map<std::string, Split> parts;
  for (const FontFace& face : faces) {
    const auto [place, is_new] = parts.emplace(face.font.family(), face.split);
    EXPECT_EQ(place->second, face.split) << face.font.family();
  }
}

TEST(OpenFontFaces, FindsNothingWhereThereIsNothing) {
  EXPECT_TRUE(OpenFontFaces("/nonexistent").empty());
}

}  // namespace
}  // namespace inkdigit::training
