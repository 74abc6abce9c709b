#include "core/ink/shadow.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace inkdigit {
namespace {

constexpr int kWidth = 120;
constexpr int kHeight = 80;
constexpr int kShadowBegins = 60;  // a column

// White paper, and from a column on a shadow that was taken for margin; a stroke on the paper was
// found, and the shadow goes with what touches it.
struct Scene {
  FloatPlane gray = FloatPlane(kWidth, kHeight, 220.0F);
  Mask ink = Mask(kWidth, kHeight);
  Mask margin = Mask(kWidth, kHeight);

  explicit Scene(float shadow) {
    for (int y = 0; y < kHeight; ++y) {
      for (int x = kShadowBegins; x < kWidth; ++x) {
        gray.at(x, y) = shadow;
        margin.at(x, y) = 1;
      }
    }
    Stroke(20, 60.0F);
    for (int y = 20; y < 60; ++y) {
      for (int x = 20; x < 25; ++x) ink.at(x, y) = 1;
    }
  }
  // Upright, five pixels wide.
  void Stroke(int left, float level, int top = 20, int bottom = 60) {
    for (int y = top; y < bottom; ++y) {
      for (int x = left; x < left + 5; ++x) gray.at(x, y) = level;
    }
  }
  void Take() {
    const std::optional<StrokeDepth> depth = MeasureDepth(gray, ink);
    ASSERT_TRUE(depth);
    TakeFromShadow(*depth, ink, margin);
  }
  [[nodiscard]] bool HasMargin() const {
    return std::find(margin.values().begin(), margin.values().end(), 1) != margin.values().end();
  }
};

TEST(TakeFromShadow, FindsWhatIsWrittenInIt) {
  Scene scene(90.0F);
  scene.Stroke(85, 25.0F);
  scene.Take();
  EXPECT_EQ(scene.ink.at(87, 40), 1);
  EXPECT_EQ(scene.ink.at(22, 40), 1);
  EXPECT_EQ(scene.ink.at(100, 40), 0);
  EXPECT_FALSE(scene.HasMargin()) << "it was paper";
}

TEST(TakeFromShadow, LeavesAnEmptyOneMargin) {
  Scene scene(90.0F);
  scene.Take();
  EXPECT_TRUE(scene.HasMargin());
  EXPECT_EQ(scene.ink.at(87, 40), 0);
}

TEST(TakeFromShadow, LeavesATableWithGrainMargin) {
  Scene scene(90.0F);
  for (int x = kShadowBegins + 5; x + 5 < kWidth; x += 12) scene.Stroke(x, 40.0F, 0, kHeight);
  scene.Stroke(85, 25.0F);
  scene.Take();
  EXPECT_TRUE(scene.HasMargin());
  EXPECT_EQ(scene.ink.at(87, 40), 0);
}

TEST(TakeFromShadow, LeavesSpecksAndWhatIsFainterThanTheInk) {
  Scene scene(90.0F);
  scene.Stroke(80, 25.0F, 30, 36);
  scene.Stroke(100, 70.0F);
  scene.Take();
  EXPECT_TRUE(scene.HasMargin());
  EXPECT_EQ(scene.ink.at(82, 33), 0);
  EXPECT_EQ(scene.ink.at(102, 40), 0);
}

}  // namespace
}  // namespace inkdigit
