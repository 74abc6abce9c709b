#include "training/data/fonts.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace inkdigit::training {
namespace {

// fonts-dejavu-core is on the list of packages that the tests install.
constexpr const char* kSans = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf";

int InkedPixels(const GrayImage& image) {
  return static_cast<int>(std::count_if(image.pixels().begin(), image.pixels().end(),
                                        [](std::uint8_t pixel) { return pixel > 127; }));
}

TEST(Font, RendersEveryDigitWithItsMargin) {
  const auto font = Font::Open(kSans);
  if (!font) GTEST_SKIP() << kSans << " is missing: install fonts-dejavu-core";
  EXPECT_EQ(font->family(), "DejaVu Sans");
  for (char digit = '0'; digit <= '9'; ++digit) {
    const auto image = font->Render(digit, 64, 5);
    ASSERT_TRUE(image.has_value()) << digit;
    EXPECT_GT(image->height(), 40) << digit;
    EXPECT_GT(InkedPixels(*image), 100) << digit;
    for (int x = 0; x < image->width(); ++x) {
      EXPECT_EQ(image->at(x, 4), 0);
      EXPECT_EQ(image->at(x, image->height() - 5), 0);
    }
  }
}

TEST(Font, GivesNothingForABlank) {
  const auto font = Font::Open(kSans);
  if (!font) GTEST_SKIP() << kSans << " is missing: install fonts-dejavu-core";
  EXPECT_FALSE(font->Render(' ', 64, 5).has_value());
}

TEST(Font, RefusesWhatIsNoFont) {
  EXPECT_FALSE(Font::Open("/etc/passwd").has_value());
  EXPECT_FALSE(Font::Open("/nonexistent.ttf").has_value());
}

TEST(FindFontFiles, FindsNothingInAFolderThatIsNotThere) {
  EXPECT_TRUE(FindFontFiles("/nonexistent").empty());
}

}  // namespace
}  // namespace inkdigit::training
