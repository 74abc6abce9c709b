#include "training/strings/strings.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <vector>

namespace inkdigit::training {
namespace {

// A 28x28 picture with one bar of full ink, 8 wide and 20 high.
std::vector<LabelledImage> Bars() {
  std::vector<LabelledImage> digits(1);
  digits[0].label = 1;
  digits[0].image = GrayImage(28, 28);
  for (int y = 4; y < 24; ++y) {
    for (int x = 10; x < 18; ++x) digits[0].image.at(x, y) = 255;
  }
  return digits;
}

DigitString Compose(Spacing spacing, std::uint64_t seed, double variation = 0.0) {
  Random random(seed);
  StringOptions options;
  options.spacing = spacing;
  options.least_height = options.most_height = 60.0;
  options.height_variation = variation;
  return ComposeString(Bars(), options, random);
}

TEST(DigitString, KeepsTheGapsThatItsSpacingPromises) {
  rc::check("for all seeds", [](std::uint64_t seed) {
    struct Range {
      Spacing spacing;
      double least;
      double most;
    };
    for (const Range& range : {Range{Spacing::kWide, 0.2, 0.6}, Range{Spacing::kNarrow, 0.02, 0.1},
                               Range{Spacing::kTouching, -0.15, 0.0}}) {
      const DigitString string = Compose(range.spacing, seed);
      RC_ASSERT(string.boxes.size() == string.label.size());
      RC_ASSERT(string.boxes.size() >= 2U && string.boxes.size() <= 10U);
      for (std::size_t i = 1; i < string.boxes.size(); ++i) {
        const Box& left = string.boxes[i - 1];
        const double gap = string.boxes[i].x - left.x - left.width;
        RC_ASSERT(gap >= range.least * left.width - 1.0);  // whole pixels
        RC_ASSERT(gap <= range.most * left.width + 1.0);
      }
    }
  });
}

TEST(DigitString, LetsHeightsVaryByThreeTenths) {
  int least = 1000;
  int most = 0;
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    for (const Box& box : Compose(Spacing::kWide, seed, 0.3).boxes) {
      least = std::min(least, box.height);
      most = std::max(most, box.height);
    }
  }
  EXPECT_NEAR(least, 0.7 * 60, 3);
  EXPECT_NEAR(most, 1.3 * 60, 3);
}

TEST(DigitString, HasAllItsInkInsideTheBoxesUnlessItIsAForm) {
  const DigitString string = Compose(Spacing::kNarrow, 7);
  for (int y = 0; y < string.ink.height(); ++y) {
    for (int x = 0; x < string.ink.width(); ++x) {
      const bool inside =
          std::any_of(string.boxes.begin(), string.boxes.end(), [&](const Box& box) {
            return x >= box.x && x < box.x + box.width && y >= box.y && y < box.y + box.height;
          });
      ASSERT_TRUE(inside || string.ink.at(x, y) == 0) << x << ' ' << y;
    }
  }
}

TEST(DigitString, PrintsAFormAroundEachDigitWithoutTouchingIt) {
  for (const Spacing spacing : {Spacing::kCells, Spacing::kComb}) {
    const DigitString form = Compose(spacing, 3);
    const Box& first = form.boxes.front();
    int below = 0;  // lines right under the digit
    for (int y = first.y + first.height + 1; y < form.ink.height(); ++y) {
      below += form.ink.at(first.x + first.width / 2, y) > 0 ? 1 : 0;
    }
    EXPECT_GT(below, 0);
    for (int x = first.x; x < first.x + first.width; ++x) {
      EXPECT_EQ(form.ink.at(x, first.y + first.height), 0);
    }
  }
}

TEST(DigitString, FallsToTheRightByItsSkew) {
  Random random(5);
  StringOptions options;
  options.fewest_digits = options.most_digits = 8;
  options.least_height = options.most_height = 40.0;
  options.height_variation = 0.0;
  options.skew_degrees = 15.0;
  const DigitString string = ComposeString(Bars(), options, random);
  const auto middle_row = [&](int from, int to) {
    double sum = 0;
    double moment = 0;
    for (int y = 0; y < string.ink.height(); ++y) {
      for (int x = from; x < to; ++x) {
        sum += string.ink.at(x, y);
        moment += static_cast<double>(string.ink.at(x, y)) * y;
      }
    }
    return moment / sum;
  };
  const int width = string.ink.width();
  const double fall = middle_row(width / 2, width) - middle_row(0, width / 2);
  EXPECT_GT(fall, 0.2 * width / 2 * 0.6);
}

TEST(DigitString, IsTheSameForTheSameSeed) {
  EXPECT_EQ(Compose(Spacing::kWide, 9).ink.pixels(), Compose(Spacing::kWide, 9).ink.pixels());
  EXPECT_NE(Compose(Spacing::kWide, 9).ink.pixels(), Compose(Spacing::kWide, 10).ink.pixels());
}

}  // namespace
}  // namespace inkdigit::training
