// Pictures that hold no digits, or far too much: the real program answers soon, in little memory.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <random>
#include <string>

#include "cli/measured_run_for_test.h"
#include "core/temporary_folder_for_test.h"

namespace {

namespace fs = std::filesystem;

// 20 megapixels.
constexpr int kWidth = 5472;
constexpr int kHeight = 3648;
constexpr double kMostSeconds = 10.0;
constexpr double kMostMegabytes = 400.0;
constexpr std::size_t kLongestText = 64;  // where nothing was written
struct Ran : inkdigit::cli::MeasuredRun {
  std::string text;
};

class HardPicture : public testing::Test {
 protected:
  // A binary PGM of the grey that `gray` says for each (x, y).
  [[nodiscard]] fs::path Write(const std::function<std::uint8_t(int, int)>& gray) const {
    std::string pixels;
    pixels.reserve(std::size_t{kWidth} * kHeight);
    for (int y = 0; y < kHeight; ++y) {
      for (int x = 0; x < kWidth; ++x) pixels.push_back(static_cast<char>(gray(x, y)));
    }
    fs::path path = folder_ / "picture.pgm";
    std::ofstream(path, std::ios::binary) << "P5\n"
                                          << kWidth << ' ' << kHeight << "\n255\n"
                                          << pixels;
    return path;
  }

  // `inkdigit recognize --mode MODE PICTURE`; its text is the second column.
  [[nodiscard]] Ran Read(const fs::path& picture, const std::string& mode) const {
    const fs::path output = folder_ / "out.txt";
    Ran ran{inkdigit::cli::RunMeasured({"recognize", "--mode", mode, picture.string()}, output),
            {}};
    std::ifstream stream(output);
    const std::string line{std::istreambuf_iterator<char>(stream), {}};
    const std::size_t begin = line.find('\t');
    const std::size_t end = line.rfind('\t');
    if (begin != std::string::npos && end > begin) {
      ran.text = line.substr(begin + 1, end - begin - 1);
    }
    return ran;
  }

  // In every mode: an answer of at most `longest` characters, soon, in bounded memory.
  void ExpectBounded(const fs::path& picture, std::size_t longest) const {
    for (const char* mode : {"auto", "digit", "number"}) {
      const Ran ran = Read(picture, mode);
      EXPECT_EQ(ran.status, 0) << mode;
      EXPECT_LE(ran.text.size(), longest) << mode << ": " << ran.text;
      if (!inkdigit::cli::kMeasured) continue;
      EXPECT_LT(ran.seconds, kMostSeconds) << mode;
      EXPECT_LT(ran.megabytes, kMostMegabytes) << mode;
    }
  }

  inkdigit::TemporaryFolder temporary_;
  const fs::path& folder_ = temporary_.path();
};

TEST_F(HardPicture, WhitePaperIsEmpty) {
  ExpectBounded(Write([](int, int) { return 255; }), 0);
}

TEST_F(HardPicture, AHugeBlackAreaGetsAShortAnswer) {
  ExpectBounded(Write([](int x, int y) {
                  const bool inside = x > kWidth / 8 && x < kWidth * 7 / 8 && y > kHeight / 8 &&
                                      y < kHeight * 7 / 8;
                  return inside ? 0 : 255;
                }),
                kLongestText);
}

TEST_F(HardPicture, NoiseGetsAShortAnswer) {
  std::mt19937 random(1);
  ExpectBounded(Write([&](int, int) { return static_cast<std::uint8_t>(random() % 256); }),
                kLongestText);
}

TEST_F(HardPicture, TenThousandSpecksGetAShortAnswer) {
  // One in each cell of a grid of 125 x 80, at a place of its own.
  constexpr int kCellWidth = kWidth / 125;
  constexpr int kCellHeight = kHeight / 80;
  constexpr int kSpeck = 6;
  ExpectBounded(Write([](int x, int y) {
                  const int cell = y / kCellHeight * 125 + x / kCellWidth;
                  const int left = cell * 7919 % (kCellWidth - kSpeck);
                  const int top = cell * 104729 % (kCellHeight - kSpeck);
                  const int u = x % kCellWidth - left;
                  const int v = y % kCellHeight - top;
                  return u >= 0 && u < kSpeck && v >= 0 && v < kSpeck ? 30 : 255;
                }),
                kLongestText);
}

TEST_F(HardPicture, SoftShapesWithoutStrokesGetAShortAnswer) {
  // As a photograph of an animal is: smooth light and a coat of fine hair.
  std::mt19937 random(2);
  ExpectBounded(Write([&](int x, int y) {
                  const double light = std::sin(x * 0.0021) * std::cos(y * 0.0017) +
                                       0.5 * std::sin((x + 2 * y) * 0.0009);
                  const double hair = 12.0 * std::sin(0.2 * x + 3.0 * std::sin(0.01 * y));
                  const double noise = static_cast<double>(random() % 16);
                  return static_cast<std::uint8_t>(
                      std::clamp(125.0 + 60.0 * light + hair + noise, 0.0, 255.0));
                }),
                kLongestText);
}

TEST_F(HardPicture, APageOfTextIsBounded) {
  // 60 lines of 90 letters, none a digit: upright bars joined by a level one, as in "H" and "E".
  constexpr int kLine = kHeight / 60;
  constexpr int kLetter = kWidth / 90;
  ExpectBounded(Write([](int x, int y) {
                  const int u = x % kLetter;
                  const int v = y % kLine;
                  if (u > 44 || v < 12 || v > 52) return 250;
                  const bool upright = u < 8 || (x / kLetter % 3 != 0 && u > 36);
                  const bool level = v > 28 && v < 36;
                  return upright || level ? 40 : 250;
                }),
                std::size_t{60} * 90);
}

}  // namespace
