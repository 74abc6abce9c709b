#include "training/figures/tiny_text.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

namespace inkdigit::training {
namespace {

std::vector<std::uint8_t> Drawn(std::string_view text) {
  GrayImage image(40, 10, 255);
  DrawTinyText(image, 0, 0, 1, text, 0);
  return image.pixels();
}

TEST(DrawTinyText, DrawsEachDigitDifferently) {
  std::set<std::vector<std::uint8_t>> pictures;
  for (char digit = '0'; digit <= '9'; ++digit) pictures.insert(Drawn(std::string(1, digit)));
  EXPECT_EQ(pictures.size(), 10U);
  EXPECT_FALSE(pictures.contains(Drawn("")));
}

TEST(DrawTinyText, KnowsEveryLetterOfTheCaptions) {
  for (const char letter : std::string_view("asnonemnistpendigits.%#")) {
    EXPECT_NE(Drawn(std::string(1, letter)), Drawn(" ")) << letter;
  }
}

TEST(DrawTinyText, StaysInsideThePicture) {
  GrayImage image(5, 5, 255);
  DrawTinyText(image, -2, -2, 3, "888", 0);
  EXPECT_GT(std::count(image.pixels().begin(), image.pixels().end(), 0), 0);
}

}  // namespace
}  // namespace inkdigit::training
