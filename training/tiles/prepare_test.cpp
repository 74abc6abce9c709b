#include "training/tiles/prepare.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "training/render/canvas.h"

namespace inkdigit::training {
namespace {

using testing::HasSubstr;

TEST(PictureToTile, SeesTheSameDrawingWhereverAndHoweverLargeItIs) {
  const Strokes hook = {{{0, 0}, {60, 0}, {20, 100}}};
  CanvasOptions canvas;
  canvas.size = 1.0;
  const auto large = PictureToTile(RenderStrokes(hook, canvas).view());
  canvas.size = 0.5;
  canvas.center_x = 0.1;
  canvas.center_y = 0.9;
  const auto small = PictureToTile(RenderStrokes(hook, canvas).view());
  ASSERT_TRUE(large.has_value());
  ASSERT_TRUE(small.has_value());
  int difference = 0;
  int ink = 0;
  for (std::size_t i = 0; i < large->pixels.size(); ++i) {
    difference += std::abs(large->pixels[i] - small->pixels[i]);
    ink += large->pixels[i];
  }
  EXPECT_LT(difference, ink / 10);
}

TEST(PictureToTile, SeesNothingOnABlankCanvas) {
  EXPECT_FALSE(PictureToTile(GrayImage(50, 50, 255).view()).has_value());
}

TEST(Prepare, NamesTheMissingFileBeforeItMakesAnyTile) {
  PrepareOptions options;
  options.mnist_folder = testing::TempDir() + "no-mnist-here";
  options.data_folder = testing::TempDir();
  int reports = 0;
  const auto tiles = Prepare(options, [&reports](const std::string&) { ++reports; });
  ASSERT_FALSE(tiles.ok());
  EXPECT_THAT(tiles.error().message, HasSubstr("no-mnist-here/train-images-idx3-ubyte: missing"));
  EXPECT_THAT(tiles.error().message, HasSubstr("tools/fetch-mnist"));
  EXPECT_EQ(reports, 0);
}

TEST(Prepare, AsksForTheDataFolderByName) {
  EXPECT_THAT(Prepare({}, [](const std::string&) {}).error().message, HasSubstr("INKDIGIT_DATA"));
}

}  // namespace
}  // namespace inkdigit::training
