#include "inkdigit/normalize.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <numeric>
#include <string>
#include <vector>

#include "inkdigit/ink.h"
#include "inkdigit/segment.h"

namespace inkdigit {
namespace {

Glyph GlyphOf(int width, int height, std::uint8_t fill = 255) {
  return {GrayImage(width, height, fill), {0, 0, width, height}};
}

// The smallest box that holds all ink of the tile.
Box BoundsOf(const Tile28& tile) {
  int left = kTileSide;
  int right = -1;
  int top = kTileSide;
  int bottom = -1;
  for (int y = 0; y < kTileSide; ++y) {
    for (int x = 0; x < kTileSide; ++x) {
      if (tile.at(x, y) == 0) continue;
      left = std::min(left, x);
      right = std::max(right, x);
      top = std::min(top, y);
      bottom = std::max(bottom, y);
    }
  }
  if (right < 0) return {};
  return {left, top, right - left + 1, bottom - top + 1};
}

double MeanDifference(const Tile28& a, const Tile28& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.pixels.size(); ++i) sum += std::abs(a.pixels[i] - b.pixels[i]);
  return sum / static_cast<double>(a.pixels.size());
}

// A ring of outer radius `radius` and the given stroke width, antialiased, in a picture of 2 *
// radius pixels a side.
Glyph Six(double radius, double stroke) {
  const int side = static_cast<int>(2 * radius);
  const int height = static_cast<int>(3 * radius);
  Glyph glyph = GlyphOf(side, height, 0);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < side; ++x) {
      const double distance = std::hypot(x + 0.5 - radius, y + 0.5 - 2 * radius);
      const double in_ring = std::min(radius - distance, distance - (radius - stroke));
      const double in_stem = std::min(stroke - (x + 0.5), 2 * radius - (y + 0.5));
      const double inside = std::max(in_ring, in_stem) + 0.5;  // pixels from the edge
      glyph.ink.at(x, y) = static_cast<std::uint8_t>(255.0 * std::clamp(inside, 0.0, 1.0));
    }
  }
  return glyph;
}

// Where tools/fetch-mnist puts it.
std::filesystem::path MnistFolder() {
  const char* cache = std::getenv("XDG_CACHE_HOME");
  if (cache != nullptr && *cache != '\0')
    return std::filesystem::path(cache) / "inkdigit" / "mnist";
  const char* home = std::getenv("HOME");
  return std::filesystem::path(home == nullptr ? "" : home) / ".cache" / "inkdigit" / "mnist";
}

TEST(Normalize, GivesAnEmptyTileForAnEmptyGlyph) {
  EXPECT_EQ(Normalize(Glyph{}), Tile28{});
  EXPECT_EQ(Normalize(GlyphOf(5, 7, 0)), Tile28{});
}

TEST(Normalize, FitsTheLongerSideTo20PixelsAndKeepsTheAspect) {
  const Box tall = BoundsOf(Normalize(GlyphOf(100, 200)));
  EXPECT_EQ(tall, (Box{9, 4, 10, 20}));
  const Box wide = BoundsOf(Normalize(GlyphOf(400, 100)));
  EXPECT_EQ(wide, (Box{4, 12, 20, 5}));
}

TEST(Normalize, AveragesByExactCoverage) {
  // 30 columns to 20: each tile pixel covers one and a half columns.
  Glyph glyph = GlyphOf(30, 30, 0);
  for (int y = 0; y < 30; ++y) {
    glyph.ink.at(0, y) = 255;  // tile column 0: 255 * (1 / 1.5)
    glyph.ink.at(4, y) =
        255;  // column 4 lies between 3 and 4.5 with one half, and 4.5 to 6 with the other
    glyph.ink.at(29, y) = 255;
    for (int x = 10; x < 20; ++x) glyph.ink.at(x, y) = 255;
  }
  const Tile28 tile = Normalize(glyph);
  const Box box = BoundsOf(tile);
  ASSERT_EQ(box.width, 20);
  EXPECT_EQ(tile.at(box.x, 14), 170);
  EXPECT_EQ(tile.at(box.x + 1, 14), 0);
  EXPECT_EQ(tile.at(box.x + 2, 14), 85);
  EXPECT_EQ(tile.at(box.x + 3, 14), 85);
  EXPECT_EQ(tile.at(box.x + 10, 14), 255);
}

TEST(Normalize, PutsTheCentreOfMassAtTheMiddleAsMnistDoes) {
  // An L: its mass lies left of and below the middle of its box.
  Glyph glyph = GlyphOf(200, 200, 0);
  for (int y = 0; y < 200; ++y) {
    for (int x = 0; x < 200; ++x) {
      if (x < 40 || y >= 160) glyph.ink.at(x, y) = 255;
    }
  }
  const Tile28 tile = Normalize(glyph);
  double mass = 0;
  double moment_x = 0;
  double moment_y = 0;
  for (int y = 0; y < kTileSide; ++y) {
    for (int x = 0; x < kTileSide; ++x) {
      mass += tile.at(x, y);
      moment_x += tile.at(x, y) * x;
      moment_y += tile.at(x, y) * y;
    }
  }
  EXPECT_NEAR(moment_x / mass, 14.0, 0.5);
  EXPECT_NEAR(moment_y / mass, 14.0, 0.5);
}

TEST(Normalize, NeverPushesInkOutOfTheTile) {
  rc::check("all ink of a 20-pixel glyph is in the tile, wherever its mass lies", [] {
    const int width = *rc::gen::inRange(1, 21);
    const int height = 20;
    Glyph glyph = GlyphOf(width, height, 0);
    const int spots = *rc::gen::inRange(1, 30);
    for (int i = 0; i < spots; ++i) {
      glyph.ink.at(*rc::gen::inRange(0, width), *rc::gen::inRange(0, height)) = 255;
    }
    const Tile28 tile = Normalize(glyph);
    const int in = std::accumulate(glyph.ink.pixels().begin(), glyph.ink.pixels().end(), 0);
    const int out = std::accumulate(tile.pixels.begin(), tile.pixels.end(), 0);
    RC_ASSERT(in == out);
  });
}

TEST(Normalize, GivesNearlyTheSameTileAtEverySize) {
  const Tile28 tile = Normalize(Six(200, 60));
  for (const double radius : {400.0, 120.0, 77.0, 50.0, 31.0, 16.0}) {
    EXPECT_LT(MeanDifference(Normalize(Six(radius, radius * 0.3)), tile), 3.0) << radius;
  }
}

TEST(Normalize, KeepsThinStrokesStrong) {
  for (const double stroke : {1.0, 2.0, 4.0, 8.0}) {
    const Tile28 tile = Normalize(Six(240, stroke));
    EXPECT_GE(*std::max_element(tile.pixels.begin(), tile.pixels.end()), 200) << stroke;
  }
}

TEST(Normalize, EnlargesWithoutSteps) {
  const Tile28 tile = Normalize(Six(4, 2));
  const Box box = BoundsOf(tile);
  EXPECT_EQ(box.width, 14);
  EXPECT_EQ(box.height, 20);
  for (int x = box.x + 1; x < box.x + box.width; ++x) {
    EXPECT_LT(std::abs(tile.at(x, 18) - tile.at(x - 1, 18)), 128) << x;
  }
}

TEST(Normalize, KeepsMnistTilesAsTheyAre) {
  std::ifstream file(MnistFolder() / "train-images-idx3-ubyte", std::ios::binary);
  if (!file) GTEST_SKIP() << "tools/fetch-mnist fetches MNIST to " << MnistFolder();
  constexpr std::size_t kHeaderBytes = 16;
  constexpr int kTiles = 60'000;
  std::vector<char> bytes(kHeaderBytes + std::size_t{kTiles} * kTileSide * kTileSide);
  ASSERT_TRUE(file.read(bytes.data(), static_cast<std::streamsize>(bytes.size())));
  int same = 0;
  for (std::size_t i = 0; i < kTiles; ++i) {
    Tile28 tile;
    std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(kHeaderBytes + i * tile.pixels.size()),
                tile.pixels.size(), tile.pixels.begin());
    const std::vector<Glyph> glyphs =
        Segment(ExtractInk({tile.pixels.data(), kTileSide, kTileSide, kTileSide}));
    ASSERT_EQ(glyphs.size(), 1U) << "tile " << i;
    same += Normalize(glyphs.front()) == tile ? 1 : 0;
  }
  std::cout << same << " of " << kTiles << " MNIST training tiles come out as they went in\n";
  EXPECT_GE(same, kTiles * 99 / 100);
}

}  // namespace
}  // namespace inkdigit
