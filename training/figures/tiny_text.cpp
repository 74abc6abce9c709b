#include "training/figures/tiny_text.h"

#include <algorithm>
#include <array>

namespace inkdigit::training {
namespace {

constexpr int kRows = 9;

struct Letter {
  char name;
  std::array<std::string_view, kRows> rows;  // the last two hold tails
};

constexpr std::array kLetters = {
    Letter{'0', {" ### ", "#   #", "#  ##", "# # #", "##  #", "#   #", " ### "}},
    Letter{'1', {"  #  ", " ##  ", "  #  ", "  #  ", "  #  ", "  #  ", " ### "}},
    Letter{'2', {" ### ", "#   #", "    #", "   # ", "  #  ", " #   ", "#####"}},
    Letter{'3', {" ### ", "#   #", "    #", "  ## ", "    #", "#   #", " ### "}},
    Letter{'4', {"   # ", "  ## ", " # # ", "#  # ", "#####", "   # ", "   # "}},
    Letter{'5', {"#####", "#    ", "#### ", "    #", "    #", "#   #", " ### "}},
    Letter{'6', {" ### ", "#    ", "#    ", "#### ", "#   #", "#   #", " ### "}},
    Letter{'7', {"#####", "    #", "   # ", "  #  ", "  #  ", "  #  ", "  #  "}},
    Letter{'8', {" ### ", "#   #", "#   #", " ### ", "#   #", "#   #", " ### "}},
    Letter{'9', {" ### ", "#   #", "#   #", " ####", "    #", "    #", " ### "}},
    Letter{'.', {"     ", "     ", "     ", "     ", "     ", "     ", "  #  "}},
    Letter{'%', {"##  #", "##  #", "   # ", "  #  ", " #   ", "#  ##", "#  ##"}},
    Letter{'#', {" # # ", " # # ", "#####", " # # ", "#####", " # # ", " # # "}},
    Letter{'a', {"     ", "     ", " ### ", "    #", " ####", "#   #", " ####"}},
    Letter{'d', {"    #", "    #", " ####", "#   #", "#   #", "#   #", " ####"}},
    Letter{'e', {"     ", "     ", " ### ", "#   #", "#####", "#    ", " ### "}},
    Letter{'g', {"     ", "     ", " ####", "#   #", "#   #", "#   #", " ####", "    #", " ### "}},
    Letter{'i', {"  #  ", "     ", " ##  ", "  #  ", "  #  ", "  #  ", " ### "}},
    Letter{'m', {"     ", "     ", "## # ", "# # #", "# # #", "# # #", "# # #"}},
    Letter{'n', {"     ", "     ", "#### ", "#   #", "#   #", "#   #", "#   #"}},
    Letter{'o', {"     ", "     ", " ### ", "#   #", "#   #", "#   #", " ### "}},
    Letter{'p', {"     ", "     ", "#### ", "#   #", "#   #", "#   #", "#### ", "#    ", "#    "}},
    Letter{'s', {"     ", "     ", " ####", "#    ", " ### ", "    #", "#### "}},
    Letter{'t', {" #   ", " #   ", "#### ", " #   ", " #   ", " #  #", "  ## "}},
};

void FillSquare(GrayImage& image, int left, int top, int side, std::uint8_t ink) {
  for (int y = std::max(top, 0); y < std::min(top + side, image.height()); ++y) {
    for (int x = std::max(left, 0); x < std::min(left + side, image.width()); ++x) {
      image.at(x, y) = ink;
    }
  }
}

}  // namespace

void DrawTinyText(GrayImage& image, int left, int top, int scale, std::string_view text,
                  std::uint8_t ink) {
  for (const char name : text) {
    const auto* letter = std::find_if(kLetters.begin(), kLetters.end(),
                                      [name](const Letter& known) { return known.name == name; });
    if (letter != kLetters.end()) {
      for (std::size_t y = 0; y < letter->rows.size(); ++y) {
        for (std::size_t x = 0; x < letter->rows[y].size(); ++x) {
          if (letter->rows[y][x] != '#') continue;
          FillSquare(image, left + scale * static_cast<int>(x), top + scale * static_cast<int>(y),
                     scale, ink);
        }
      }
    }
    left += scale * kTinyLetterWidth;
  }
}

}  // namespace inkdigit::training
