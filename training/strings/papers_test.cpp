#include "training/strings/papers.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <span>

#include "inkdigit/decode.h"

namespace inkdigit::training {
namespace {

// One bar in the middle.
GrayImage Bar() {
  GrayImage ink(160, 80);
  for (int y = 20; y < 60; ++y) {
    for (int x = 76; x < 84; ++x) ink.at(x, y) = 255;
  }
  return ink;
}

ColorImage Draw(Paper paper, std::uint64_t seed = 1) {
  Random random(seed);
  return PutOnPaper(Bar(), paper, 40.0, random);
}

int Green(const ColorImage& image, int x, int y) {
  return image.samples[3 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(image.width) +
                            static_cast<std::size_t>(x)) +
                       1];
}

TEST(PutOnPaper, MakesClearPaperTheInksComplement) {
  const ColorImage picture = Draw(Paper::kClear);
  EXPECT_EQ(Green(picture, 80, 40), 0);
  EXPECT_EQ(Green(picture, 10, 10), 255);
}

TEST(PutOnPaper, WritesDarkOnLightEverywhereButOnTheBoard) {
  for (std::uint64_t seed = 1; seed < 20; ++seed) {
    for (int i = 1; i < kPapers; ++i) {
      const auto paper = static_cast<Paper>(i);
      const ColorImage picture = Draw(paper, seed);
      double ink = 0;
      double beside = 0;
      for (int y = 22; y < 58; ++y) {
        ink += Green(picture, 80, y) / 36.0;
        beside += Green(picture, 60, y) / 36.0;
      }
      if (paper == Paper::kDark) {
        EXPECT_GT(ink, beside + 50) << PaperName(paper);
      } else {
        EXPECT_LT(ink, beside - 20) << PaperName(paper);
      }
    }
  }
}

TEST(PutOnPaper, PrintsLevelLinesOnRuledAndBothOnSquaredPaper) {
  // The range of the row means and of the column means, away from the bar.
  const auto range = [](const ColorImage& picture, bool rows) {
    double least = 255;
    double most = 0;
    for (int i = 0; i < (rows ? 80 : 70); ++i) {
      double sum = 0;
      for (int j = 0; j < 70; ++j) sum += rows ? Green(picture, j, i) : Green(picture, i, j);
      least = std::min(least, sum / 70);
      most = std::max(most, sum / 70);
    }
    return most - least;
  };
  EXPECT_GT(range(Draw(Paper::kRuled, 3), true), 12);
  EXPECT_LT(range(Draw(Paper::kRuled, 3), false), 12);
  EXPECT_GT(range(Draw(Paper::kSquared, 3), true), 12);
  EXPECT_GT(range(Draw(Paper::kSquared, 3), false), 12);
}

TEST(EncodeJpeg, WritesAPictureThatTheDecoderReads) {
  const ColorImage picture = Draw(Paper::kClear);
  const auto decoded = DecodeImage(EncodeJpeg(picture, 40));
  ASSERT_TRUE(decoded.ok());
  EXPECT_EQ(decoded.value().format, ImageFormat::kJpeg);
  EXPECT_EQ(decoded.value().gray.width(), 160);
  EXPECT_EQ(decoded.value().gray.height(), 80);
  EXPECT_LT(decoded.value().gray.at(80, 40), 40);
  EXPECT_GT(decoded.value().gray.at(10, 10), 230);
}

}  // namespace
}  // namespace inkdigit::training
