#include "training/render/degrade.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cstdlib>

#include "training/render/canvas.h"
#include "training/render/jpeg_roundtrip.h"
#include "training/tiles/prepare.h"

namespace inkdigit::training {
namespace {

// A seven as light ink on black.
GrayImage Seven() {
  CanvasOptions canvas;
  canvas.width = 60;
  canvas.height = 60;
  canvas.ink = 255;
  canvas.paper = 0;
  return RenderStrokes({{{0, 0}, {60, 0}, {20, 100}}}, canvas);
}

TEST(Degrade, RepeatsForTheSameSeedAndDiffersForAnother) {
  Random first(5);
  Random second(5);
  Random other(6);
  const GrayImage picture = Degrade(Seven().view(), first);
  EXPECT_EQ(picture.pixels(), Degrade(Seven().view(), second).pixels());
  EXPECT_NE(picture.pixels(), Degrade(Seven().view(), other).pixels());
}

TEST(Degrade, GivesPicturesOfASizeThatPeopleSend) {
  rc::check([](std::uint64_t seed) {
    Random random(seed);
    const GrayImage picture = Degrade(Seven().view(), random);
    RC_ASSERT(std::min(picture.width(), picture.height()) >= 5);
    RC_ASSERT(std::max(picture.width(), picture.height()) <= 300);
  });
}

TEST(Degrade, LeavesMostDigitsReadableForTheInkExtraction) {
  int with_tile = 0;
  constexpr int kPictures = 200;
  for (std::uint64_t seed = 0; seed < kPictures; ++seed) {
    Random random(seed);
    with_tile += PictureToTile(Degrade(Seven().view(), random).view()).has_value() ? 1 : 0;
  }
  EXPECT_GT(with_tile, kPictures * 85 / 100);
}

TEST(Degrade, GivesNothingForNothing) {
  Random random(1);
  EXPECT_TRUE(Degrade(GrayImage(30, 30).view(), random).empty());
  EXPECT_TRUE(InStrips(GrayImage(30, 30).view(), random).empty());
}

TEST(InStrips, LeavesLightAndDarkPaperSideBySide) {
  for (std::uint64_t seed = 0; seed < 30; ++seed) {
    Random random(seed);
    const GrayImage picture = InStrips(Seven().view(), random);
    const auto pixels = static_cast<std::ptrdiff_t>(picture.pixels().size());
    EXPECT_GT(std::count(picture.pixels().begin(), picture.pixels().end(), 0), pixels / 10);
    EXPECT_GT(std::count(picture.pixels().begin(), picture.pixels().end(), 255), pixels / 50);
  }
}

TEST(JpegRoundTrip, KeepsThePictureRoughlyAndLosesMoreAtLowQuality) {
  const GrayImage picture = Seven();
  const auto loss = [&picture](int quality) {
    const GrayImage back = JpegRoundTrip(picture, quality);
    EXPECT_EQ(back.width(), picture.width());
    EXPECT_EQ(back.height(), picture.height());
    int sum = 0;
    for (std::size_t i = 0; i < picture.pixels().size(); ++i) {
      sum += std::abs(picture.pixels()[i] - back.pixels()[i]);
    }
    return sum / static_cast<int>(picture.pixels().size());
  };
  EXPECT_LT(loss(95), 4);
  EXPECT_GT(loss(10), loss(95));
}

}  // namespace
}  // namespace inkdigit::training
