#include "training/scenes/scenes.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <set>
#include <string>
#include <vector>

namespace inkdigit::training {
namespace {

const Strokes& Cross() {
  static const Strokes kCross = {{{0, 0}, {10, 20}}, {{10, 0}, {0, 20}}};
  return kCross;
}

TEST(Photograph, IsTheSameForOneSeedAndAnotherForOthers) {
  for (int i = 0; i < kScenes; ++i) {
    const auto scene = static_cast<Scene>(i);
    Random first(5);
    Random again(5);
    Random other(6);
    const ColorImage picture = Photograph(Cross(), scene, first);
    EXPECT_EQ(picture.samples, Photograph(Cross(), scene, again).samples) << SceneName(scene);
    EXPECT_NE(picture.samples, Photograph(Cross(), scene, other).samples) << SceneName(scene);
  }
}

TEST(Photograph, ShowsTheDigitInEveryScene) {
  // Drawn with the same chance, pictures differ where the digits differ and nowhere else.
  const Strokes bar = {{{5, 0}, {5, 20}}};
  for (int i = 0; i < kScenes; ++i) {
    const auto scene = static_cast<Scene>(i);
    Random first(9);
    Random second(9);
    const ColorImage a = Photograph(Cross(), scene, first);
    const ColorImage b = Photograph(bar, scene, second);
    ASSERT_EQ(a.samples.size(), b.samples.size());
    std::size_t different = 0;
    for (std::size_t k = 0; k < a.samples.size(); ++k) {
      different += std::abs(a.samples[k] - b.samples[k]) > 30 ? 1 : 0;
    }
    EXPECT_GT(different, a.samples.size() / 2000) << SceneName(scene);
    EXPECT_LT(different, a.samples.size() / 8) << SceneName(scene);
  }
}

TEST(Photograph, ShowsTheSceneAloneWhereNothingIsWritten) {
  Random first(9);
  Random second(9);
  const ColorImage written = Photograph(Cross(), Scene::kBoard, first);
  const ColorImage blank = Photograph({}, Scene::kBoard, second);
  EXPECT_EQ(blank.samples.size(), written.samples.size());
  EXPECT_NE(blank.samples, written.samples);
}

TEST(SideBySide, PutsDigitsInOrderWithGapsAndOneHeight) {
  const Strokes bar = {{{3, 10}, {3, 50}}};
  const std::vector<const Strokes*> digits = {&Cross(), &bar, &Cross()};
  Random random(1);
  const Strokes number = SideBySide(digits, random);
  ASSERT_EQ(number.size(), 5U);
  for (const Stroke& stroke : number) {
    EXPECT_DOUBLE_EQ(stroke[0].y, 0);
    EXPECT_DOUBLE_EQ(stroke[1].y, 1);
  }
  EXPECT_GE(number[2][0].x, 0.5 + 0.2) << "right of the cross, which is half as wide as high";
  EXPECT_LE(number[2][0].x, 0.5 + 0.6);
  EXPECT_GE(number[3][0].x, number[2][0].x + 0.2);
}

TEST(SceneName, IsAnotherForEachScene) {
  std::set<std::string> names;
  for (int i = 0; i < kScenes; ++i) names.emplace(SceneName(static_cast<Scene>(i)));
  EXPECT_EQ(names.size(), static_cast<std::size_t>(kScenes));
}

}  // namespace
}  // namespace inkdigit::training
