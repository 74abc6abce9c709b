#include "core/ink/resample.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cstdlib>

#include "core/ink/fill_gaps.h"

namespace inkdigit {
namespace {

TEST(ReduceByAveraging, AveragesBlocksAndWhatIsLeftOfThem) {
  GrayImage picture(5, 3);
  for (int y = 0; y < 3; ++y) {
    for (int x = 0; x < 5; ++x)
      picture.at(x, y) = static_cast<std::uint8_t>(10 * x + 100 * (y / 2));
  }
  const GrayImage reduced = ReduceByAveraging(picture.view(), 2);
  ASSERT_EQ(reduced.width(), 3);
  ASSERT_EQ(reduced.height(), 2);
  EXPECT_EQ(reduced.at(0, 0), 5);
  EXPECT_EQ(reduced.at(1, 0), 25);
  EXPECT_EQ(reduced.at(2, 0), 40);   // one column
  EXPECT_EQ(reduced.at(0, 1), 105);  // one row
  EXPECT_EQ(reduced.at(2, 1), 140);
  EXPECT_EQ(ReduceByAveraging(picture.view(), 1).pixels(), picture.pixels());
}

TEST(Dilate, ReachesEveryPixelWithinTheRadiusAndNoOther) {
  rc::check("as a search of the window says", [] {
    const int width = *rc::gen::inRange(1, 12);
    const int height = *rc::gen::inRange(1, 12);
    const int radius = *rc::gen::inRange(0, 6);
    Mask mask(width, height);
    for (unsigned char& value : mask.values()) value = *rc::gen::inRange(0, 12) == 0 ? 1 : 0;
    const Mask dilated = Dilate(mask, radius);
    for (int y = 0; y < height; ++y) {
      for (int x = 0; x < width; ++x) {
        bool expected = false;
        for (int v = 0; v < height; ++v) {
          for (int u = 0; u < width; ++u) {
            expected |=
                mask.at(u, v) != 0 && std::abs(u - x) <= radius && std::abs(v - y) <= radius;
          }
        }
        RC_ASSERT((dilated.at(x, y) != 0) == expected);
      }
    }
  });
}

TEST(LocalMaximum, IsTheLargestOfTheWindowCutAtTheEdge) {
  rc::check("as a search of the window says", [] {
    const int width = *rc::gen::inRange(1, 14);
    const int height = *rc::gen::inRange(1, 14);
    const int radius = *rc::gen::inRange(0, 16);
    FloatPlane plane(width, height);
    for (float& value : plane.values()) value = static_cast<float>(*rc::gen::inRange(0, 1000));
    const FloatPlane most = LocalMaximum(plane, radius);
    const FloatPlane least = LocalMinimum(plane, radius);
    for (int y = 0; y < height; ++y) {
      for (int x = 0; x < width; ++x) {
        float largest = plane.at(x, y);
        float smallest = largest;
        for (int v = std::max(0, y - radius); v <= std::min(height - 1, y + radius); ++v) {
          for (int u = std::max(0, x - radius); u <= std::min(width - 1, x + radius); ++u) {
            largest = std::max(largest, plane.at(u, v));
            smallest = std::min(smallest, plane.at(u, v));
          }
        }
        RC_ASSERT(most.at(x, y) == largest);
        RC_ASSERT(least.at(x, y) == smallest);
      }
    }
  });
}

TEST(SampleReduced, GivesBackAnEvenSlopeBetweenTheMiddlesOfBlocks) {
  FloatPlane reduced(4, 4);
  for (int y = 0; y < 4; ++y) {
    for (int x = 0; x < 4; ++x) reduced.at(x, y) = static_cast<float>(30 * x + 60 * y);
  }
  EXPECT_FLOAT_EQ(SampleReduced(reduced, 3, 1, 1), 0);  // the middle of the first block of 3x3
  EXPECT_FLOAT_EQ(SampleReduced(reduced, 3, 4, 1), 30);
  EXPECT_FLOAT_EQ(SampleReduced(reduced, 3, 2, 1), 10);
  EXPECT_FLOAT_EQ(SampleReduced(reduced, 3, 4, 6), 130);
  EXPECT_FLOAT_EQ(SampleReduced(reduced, 3, 0, 0), 0);  // beyond the first middle: held
  EXPECT_FLOAT_EQ(SampleReduced(reduced, 3, 11, 11), 270);
}

TEST(FillGaps, KeepsWhatIsKnownAndSpreadsIt) {
  FloatPlane values(40, 30);
  FloatPlane weights(40, 30);
  for (int y = 0; y < 30; ++y) {
    for (int x = 0; x < 40; ++x) {
      const bool known = x < 10 || x >= 30;
      values.at(x, y) = known ? static_cast<float>(x < 10 ? 50 : 150) : -1000.0F;
      weights.at(x, y) = known ? 1.0F : 0.0F;
    }
  }
  const FloatPlane filled = FillGaps(values, weights);
  for (int y = 0; y < 30; ++y) {
    EXPECT_EQ(filled.at(5, y), 50);
    EXPECT_EQ(filled.at(35, y), 150);
    for (int x = 10; x < 30; ++x) {
      EXPECT_GE(filled.at(x, y), 49.99F);
      EXPECT_LE(filled.at(x, y), 150.01F);
    }
  }
  EXPECT_LT(filled.at(11, 15), filled.at(28, 15));
}

TEST(FillGaps, GivesZerosWhereNothingIsKnown) {
  const FloatPlane filled = FillGaps(FloatPlane(7, 5, 9.0F), FloatPlane(7, 5, 0.0F));
  for (const float value : filled.values()) EXPECT_EQ(value, 0.0F);
}

}  // namespace
}  // namespace inkdigit
