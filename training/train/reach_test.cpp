#include "training/train/reach.h"

#include <gtest/gtest.h>

#include "core/model_file_for_test.h"
#include "inkdigit/normalize.h"

namespace inkdigit::training {
namespace {

// A bar across the tile, `thick` pixels high from row `top`.
Tile28 Bar(int top, int thick) {
  Tile28 tile{};
  for (int y = top; y < top + thick; ++y) {
    for (int x = 4; x < 24; ++x)
      tile.pixels[static_cast<std::size_t>(y) * kTileSide + static_cast<std::size_t>(x)] = 255;
  }
  return tile;
}

Model AnyModel() { return Model::Load(TestModel().Bytes()).value(); }

TEST(MeasureReach, IsOneAndAHalfTimesTheMiddleSquaredDistanceOfOneWritersDrawings) {
  const Model model = AnyModel();
  TileSet set;
  set.Add(Bar(4, 3), 1, Source::kPendigits, 27, Split::kValidation);
  set.Add(Bar(15, 9), 1, Source::kPendigits, 27, Split::kValidation);
  const auto reach = MeasureReach(model, set);
  ASSERT_TRUE(reach.has_value());
  EXPECT_GT(*reach, 0.0);
  EXPECT_LT(*reach, 1.5 * 4.0);  // vectors of length 1
  // Another writer's, another digit and other sources are no pairs.
  set.Add(Bar(9, 2), 1, Source::kPendigits, 28, Split::kValidation);
  set.Add(Bar(11, 6), 2, Source::kPendigits, 27, Split::kValidation);
  set.Add(Bar(13, 1), 1, Source::kMnist, 27, Split::kValidation);
  set.Add(Bar(17, 1), 1, Source::kPendigits, 27, Split::kTraining);
  EXPECT_EQ(MeasureReach(model, set), reach);
}

TEST(MeasureReach, IsNoneWhereNobodyDrewADigitTwice) {
  TileSet set;
  EXPECT_FALSE(MeasureReach(AnyModel(), set).has_value());
  set.Add(Bar(4, 3), 1, Source::kPendigits, 27, Split::kValidation);
  set.Add(Bar(4, 3), 1, Source::kPendigits, 28, Split::kValidation);
  EXPECT_FALSE(MeasureReach(AnyModel(), set).has_value());
}

}  // namespace
}  // namespace inkdigit::training
