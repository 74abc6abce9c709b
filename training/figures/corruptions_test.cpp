#include "training/figures/corruptions.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <string>

namespace inkdigit::training {
namespace {

constexpr int kSide = 28;

// An upright bar of 4x16 pixels in the middle, white on black.
GrayImage Bar() {
  GrayImage image(kSide, kSide);
  for (int y = 6; y < 22; ++y) std::fill_n(image.row(y) + 12, 4, std::uint8_t{255});
  return image;
}

GrayImage Corrupted(const GrayImage& digit, Corruption corruption, std::uint64_t seed = 1) {
  Random random(seed);
  return Corrupt(digit.view(), corruption, random);
}

double Sum(const GrayImage& image) {
  return std::accumulate(image.pixels().begin(), image.pixels().end(), 0.0);
}

double Share(const GrayImage& image, std::uint8_t value) {
  return static_cast<double>(std::count(image.pixels().begin(), image.pixels().end(), value)) /
         (kSide * kSide);
}

// Where the ink's middle lies, and how it leans: 0 for an upright bar, in radians.
struct Pose {
  double x = 0.0;
  double y = 0.0;
  double lean = 0.0;
};

Pose PoseOf(const GrayImage& image) {
  Pose pose;
  const double mass = Sum(image);
  for (int y = 0; y < kSide; ++y) {
    for (int x = 0; x < kSide; ++x) {
      pose.x += x * image.at(x, y) / mass;
      pose.y += y * image.at(x, y) / mass;
    }
  }
  double xx = 0.0;
  double yy = 0.0;
  double xy = 0.0;
  for (int y = 0; y < kSide; ++y) {
    for (int x = 0; x < kSide; ++x) {
      xx += (x - pose.x) * (x - pose.x) * image.at(x, y);
      yy += (y - pose.y) * (y - pose.y) * image.at(x, y);
      xy += (x - pose.x) * (y - pose.y) * image.at(x, y);
    }
  }
  pose.lean = 0.5 * std::atan2(2.0 * xy, yy - xx);
  return pose;
}

class EveryCorruption : public testing::TestWithParam<Corruption> {};

TEST_P(EveryCorruption, KeepsTheShapeAndIsTheSameForTheSameSeed) {
  const GrayImage bar = Bar();
  const GrayImage first = Corrupted(bar, GetParam(), 7);
  EXPECT_EQ(first.width(), kSide);
  EXPECT_EQ(first.height(), kSide);
  EXPECT_EQ(first.pixels(), Corrupted(bar, GetParam(), 7).pixels());
}

TEST_P(EveryCorruption, ChangesTheDigitButNotBeyondRecognition) {
  rc::check([](std::uint64_t seed) {
    const GrayImage bar = Bar();
    const GrayImage corrupted = Corrupted(bar, GetParam(), seed);
    RC_ASSERT(corrupted.pixels() != bar.pixels());
    RC_ASSERT(Sum(corrupted) > 0.0);
  });
}

INSTANTIATE_TEST_SUITE_P(Corruptions, EveryCorruption, testing::ValuesIn([] {
                           std::array<Corruption, kCorruptions> all{};
                           for (std::size_t i = 0; i < all.size(); ++i) {
                             all[i] = static_cast<Corruption>(i);
                           }
                           return all;
                         }()),
                         [](const auto& kind) {
                           std::string name(CorruptionName(kind.param));
                           std::erase(name, ' ');
                           return name;
                         });

TEST(ShotNoise, LeavesBlackBlackAndGivesWholePhotons) {
  GrayImage grey(kSide, kSide, 128);
  grey.at(3, 3) = 0;
  const GrayImage noisy = Corrupted(grey, Corruption::kShotNoise);
  EXPECT_EQ(noisy.at(3, 3), 0);
  for (const std::uint8_t pixel : noisy.pixels()) EXPECT_EQ(pixel % 85, 0);
  // A Poisson variable of mean 1.5 is 0 in 22 % and at least 3 in 19 % of all pixels.
  EXPECT_NEAR(Share(noisy, 0), 0.22, 0.05);
  EXPECT_NEAR(Share(noisy, 255), 0.19, 0.05);
}

TEST(ImpulseNoise, ReplacesASixthByBlackAndWhiteInEqualParts) {
  const GrayImage noisy = Corrupted(GrayImage(kSide, kSide, 100), Corruption::kImpulseNoise);
  EXPECT_NEAR(Share(noisy, 100), 0.83, 0.04);
  EXPECT_NEAR(Share(noisy, 0), 0.085, 0.03);
  EXPECT_NEAR(Share(noisy, 255), 0.085, 0.03);
}

TEST(GlassBlur, KeepsInkNearWhereItWas) {
  const GrayImage blurred = Corrupted(Bar(), Corruption::kGlassBlur);
  EXPECT_NEAR(Sum(blurred), Sum(Bar()), 0.02 * Sum(Bar()));
  // Two blurs reach 3 pixels each, and a pixel can be carried on by a few.
  for (int y = 0; y < kSide; ++y) EXPECT_LT(blurred.at(1, y), 8) << y;
}

TEST(MotionBlur, KeepsTheInkAndLeavesAFlatPictureFlat) {
  EXPECT_NEAR(Sum(Corrupted(Bar(), Corruption::kMotionBlur)), Sum(Bar()), 0.1 * Sum(Bar()));
  EXPECT_DOUBLE_EQ(Share(Corrupted(GrayImage(kSide, kSide, 90), Corruption::kMotionBlur), 90), 1.0);
}

TEST(MotionBlur, DrawsTheInkOutToOneSide) {
  const Pose pose = PoseOf(Corrupted(Bar(), Corruption::kMotionBlur));
  EXPECT_LT(pose.x, PoseOf(Bar()).x - 1.0);
}

TEST(Shear, LeansAnUprightBarToEitherSide) {
  bool left = false;
  bool right = false;
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const double lean = PoseOf(Corrupted(Bar(), Corruption::kShear, seed)).lean;
    EXPECT_NEAR(std::abs(lean), 0.4, 0.1);
    left = left || lean > 0.0;
    right = right || lean < 0.0;
  }
  EXPECT_TRUE(left && right);
}

TEST(Rotate, TurnsABarByTwentyThreeDegreesAboutTheMiddle) {
  const Pose pose = PoseOf(Corrupted(Bar(), Corruption::kRotate));
  EXPECT_NEAR(std::abs(pose.lean), 0.4, 0.03);
  EXPECT_NEAR(pose.x, 13.5, 0.1);
  EXPECT_NEAR(pose.y, 13.5, 0.1);
}

TEST(Scale, ShrinksToSevenTenths) {
  const GrayImage small = Corrupted(Bar(), Corruption::kScale);
  EXPECT_NEAR(Sum(small), 0.49 * Sum(Bar()), 0.03 * Sum(Bar()));
  EXPECT_NEAR(PoseOf(small).x, 13.5, 0.05);
}

TEST(Translate, MovesByThreePixelsBothWays) {
  const Pose pose = PoseOf(Corrupted(Bar(), Corruption::kTranslate));
  EXPECT_NEAR(std::abs(pose.x - 13.5), 3.0, 1e-9);
  EXPECT_NEAR(std::abs(pose.y - 13.5), 3.0, 1e-9);
}

TEST(Brightness, AddsHalfOfWhite) {
  const GrayImage bright = Corrupted(Bar(), Corruption::kBrightness);
  EXPECT_EQ(bright.at(0, 0), 128);
  EXPECT_EQ(bright.at(13, 13), 255);
}

TEST(Stripe, InvertsTheOuterQuartersAndTwiceIsNothing) {
  const GrayImage stripe = Corrupted(Bar(), Corruption::kStripe);
  EXPECT_EQ(stripe.at(6, 0), 255);
  EXPECT_EQ(stripe.at(7, 0), 0);
  EXPECT_EQ(stripe.at(20, 0), 0);
  EXPECT_EQ(stripe.at(21, 0), 255);
  EXPECT_EQ(Corrupted(stripe, Corruption::kStripe).pixels(), Bar().pixels());
}

TEST(Fog, LightensThePaperUnevenlyAndLeavesTheDigitFaint) {
  const GrayImage fog = Corrupted(Bar(), Corruption::kFog);
  std::uint8_t least = 255;
  std::uint8_t most = 0;
  for (int x = 0; x < kSide; ++x) {
    least = std::min(least, fog.at(x, 0));
    most = std::max(most, fog.at(x, 0));
  }
  EXPECT_GT(most, least + 10);
  // Ink adds a quarter of white to the cloud at its place; the cloud's own steps are smaller.
  const int step = fog.at(12, 13) - fog.at(11, 13);
  EXPECT_GT(step, 20);
  EXPECT_LT(step, 110);
}

TEST(Spatter, DropsDarkGreyAndBrightensNothing) {
  const GrayImage on_black = Corrupted(GrayImage(kSide, kSide), Corruption::kSpatter);
  const auto most = *std::max_element(on_black.pixels().begin(), on_black.pixels().end());
  EXPECT_GT(most, 0.8 * 63 - 1);
  EXPECT_LE(most, 63);
  const GrayImage on_white = Corrupted(GrayImage(kSide, kSide, 255), Corruption::kSpatter);
  const auto least = *std::min_element(on_white.pixels().begin(), on_white.pixels().end());
  EXPECT_GE(least, 63);
  EXPECT_LT(least, 63 + 0.2 * 255);
  EXPECT_EQ(*std::max_element(on_white.pixels().begin(), on_white.pixels().end()), 255);
}

TEST(DottedLine, AddsLightInEveryOtherPairOfColumnsOnly) {
  rc::check([](std::uint64_t seed) {
    const GrayImage line = Corrupted(GrayImage(kSide, kSide), Corruption::kDottedLine, seed);
    for (int x = 0; x + 1 < kSide; ++x) {
      int brightest = 0;
      for (int y = 0; y < kSide; ++y) brightest = std::max<int>(brightest, line.at(x, y));
      RC_ASSERT((brightest > 100) == (x % 4 >= 2));
    }
  });
}

TEST(Zigzag, AddsLightFromTheThirdToTheTwentyFifthColumn) {
  Random random(3);
  GrayImage middle;  // a zigzag in the middle: others may leave the picture
  do {
    middle = Corrupt(GrayImage(kSide, kSide).view(), Corruption::kZigzag, random);
  } while (std::abs(PoseOf(middle).y - 13.5) > 4.0);
  for (int x = 0; x < kSide; ++x) {
    int brightest = 0;
    for (int y = 0; y < kSide; ++y) brightest = std::max<int>(brightest, middle.at(x, y));
    if (x >= 3 && x < 24) {
      EXPECT_GT(brightest, 0) << x;
    }
    if (x < 2 || x > 25) {
      EXPECT_EQ(brightest, 0) << x;
    }
  }
}

TEST(CannyEdges, DrawsTheOutlineOfABarAndNothingElse) {
  const GrayImage edges = Corrupted(Bar(), Corruption::kCannyEdges);
  EXPECT_DOUBLE_EQ(Share(edges, 0) + Share(edges, 255), 1.0);
  for (int y = 8; y < 20; ++y) {
    for (int x = 0; x < kSide; ++x) {
      const bool at_an_edge = std::abs(x - 11.5) < 1.0 || std::abs(x - 15.5) < 1.0;
      if (!at_an_edge) {
        EXPECT_EQ(edges.at(x, y), 0) << x << ' ' << y;
      }
    }
    EXPECT_GT(edges.at(11, y) + edges.at(12, y), 0) << y;
    EXPECT_GT(edges.at(15, y) + edges.at(16, y), 0) << y;
  }
}

TEST(CannyEdges, FindsNothingOnAFlatPicture) {
  EXPECT_DOUBLE_EQ(Share(Corrupted(GrayImage(kSide, kSide, 255), Corruption::kCannyEdges), 0), 1.0);
}

}  // namespace
}  // namespace inkdigit::training
