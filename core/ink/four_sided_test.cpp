#include "core/ink/four_sided.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>

namespace inkdigit {
namespace {

constexpr int kSide = 100;

// The one component of the pixels for which `is_ink` holds, x and y from -1 to 1.
Components Draw(const std::function<bool(double, double)>& is_ink) {
  Mask mask(kSide, kSide);
  for (int y = 0; y < kSide; ++y) {
    for (int x = 0; x < kSide; ++x) {
      mask.at(x, y) = is_ink(2.0 * x / kSide - 1.0, 2.0 * y / kSide - 1.0) ? 1 : 0;
    }
  }
  return FindComponents(mask, FloatPlane(kSide, kSide));
}

bool FourSided(const std::function<bool(double, double)>& is_ink) {
  const Components components = Draw(is_ink);
  EXPECT_EQ(components.list.size(), 1U);
  return IsFourSided(components, 0);
}

// Of the first component, counted from above.
bool WrittenSheet(const std::function<bool(double, double)>& is_ink) {
  return IsWrittenSheet(Draw(is_ink), 0);
}

// A sheet, 1.2 wide and high, turned by 0.3, but for where `is_hole` holds.
std::function<bool(double, double)> TurnedSheet(
    const std::function<bool(double, double)>& is_hole) {
  return [is_hole](double x, double y) {
    const double u = x * std::cos(0.3) + y * std::sin(0.3);
    const double v = y * std::cos(0.3) - x * std::sin(0.3);
    return std::abs(u) < 0.6 && std::abs(v) < 0.6 && !is_hole(u, v);
  };
}

TEST(IsFourSided, HoldsForASheetHoweverItLies) {
  for (const double turn : {0.0, 0.2, 0.5, 0.785}) {
    EXPECT_TRUE(FourSided([turn](double x, double y) {
      const double u = x * std::cos(turn) + y * std::sin(turn);
      const double v = y * std::cos(turn) - x * std::sin(turn);
      return std::abs(u) < 0.6 && std::abs(v) < 0.4;
    })) << turn;
  }
}

TEST(IsFourSided, HoldsForASheetInPerspectiveWithWritingOnIt) {
  EXPECT_TRUE(FourSided([](double x, double y) {
    const bool sheet = std::abs(y) < 0.8 && std::abs(x) < 0.7 + 0.25 * y;
    const bool written = std::abs(x + 0.3 * y) < 0.06 && std::abs(y) < 0.4;
    return sheet && !written;
  }));
}

TEST(IsFourSided, DoesNotHoldForARingOrAnEllipse) {
  EXPECT_FALSE(FourSided([](double x, double y) {
    const double radius = std::hypot(x / 0.7, y);
    return radius < 0.95 && radius > 0.4;
  }));
  EXPECT_FALSE(FourSided([](double x, double y) { return std::hypot(x / 0.7, y) < 0.95; }));
}

TEST(IsFourSided, DoesNotHoldForABoldDigitWithBays) {
  // A 5: three bars and two uprights.
  EXPECT_FALSE(FourSided([](double x, double y) {
    const bool bars = std::abs(y) > 0.6 || std::abs(y) < 0.2;
    const bool uprights = y < 0 ? x < -0.3 : x > 0.3;
    return std::abs(x) < 0.9 && std::abs(y) < 0.95 && (bars || uprights);
  }));
}

TEST(IsFourSided, DoesNotHoldForALine) {
  EXPECT_FALSE(
      FourSided([](double x, double y) { return std::abs(x + y) < 0.02 && x * y > -0.2; }));
}

TEST(IsWrittenSheet, HoldsForANoteWithAOneOrAZeroOnIt) {
  EXPECT_TRUE(WrittenSheet(
      TurnedSheet([](double x, double y) { return std::abs(x) < 0.05 && std::abs(y) < 0.3; })));
  EXPECT_TRUE(WrittenSheet(TurnedSheet([](double x, double y) {
    const double radius = std::hypot(x / 0.7, y);
    return radius < 0.4 && radius > 0.3;
  })));
}

TEST(IsWrittenSheet, DoesNotHoldForAnEmptySheet) {
  EXPECT_FALSE(WrittenSheet(TurnedSheet([](double, double) { return false; })));
}

TEST(IsWrittenSheet, DoesNotHoldForAZero) {
  EXPECT_FALSE(WrittenSheet([](double x, double y) {  // square, by a square pen
    return std::abs(x) < 0.5 && std::abs(y) < 0.8 && !(std::abs(x) < 0.25 && std::abs(y) < 0.55);
  }));
  EXPECT_FALSE(WrittenSheet([](double x, double y) {  // bold and narrow
    const double radius = std::hypot(x / 0.6, y);
    return radius < 0.9 && !(std::abs(x) < 0.06 && std::abs(y) < 0.5);
  }));
}

}  // namespace
}  // namespace inkdigit
