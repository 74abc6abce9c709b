#include "inkdigit/ink.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cmath>
#include <ostream>
#include <random>
#include <string>
#include <vector>

#include "core/scene_for_test.h"
#include "inkdigit/normalize.h"
#include "inkdigit/segment.h"

namespace inkdigit {
namespace {

double IntersectionOverUnion(const Box& a, const Box& b) {
  const double width = std::min(a.x + a.width, b.x + b.width) - std::max(a.x, b.x);
  const double height = std::min(a.y + a.height, b.y + b.height) - std::max(a.y, b.y);
  if (width <= 0 || height <= 0) return 0;
  const double both = width * height;
  return both /
         (static_cast<double>(a.width) * a.height + static_cast<double>(b.width) * b.height - both);
}

// The mean difference of two tiles at the best of the nine whole-pixel shifts: where the centre of
// mass lies just between two pixels, a grain of noise moves the tile by one.
double TileDifference(const Tile28& a, const Tile28& b) {
  double best = 255;
  for (int dy = -1; dy <= 1; ++dy) {
    for (int dx = -1; dx <= 1; ++dx) {
      double sum = 0;
      for (int y = 1; y < kTileSide - 1; ++y) {
        for (int x = 1; x < kTileSide - 1; ++x) sum += std::abs(a.at(x, y) - b.at(x + dx, y + dy));
      }
      best = std::min(best, sum / (kTileSide * kTileSide));
    }
  }
  return best;
}

// The same digit, drawn black on a white canvas.
Scene OnCleanCanvas(Scene scene) {
  scene.paper = [](double, double) { return 255.0; };
  scene.chalk = false;
  scene.ink = 1;
  scene.uneven_ink = 0;
  scene.grain = 0;
  scene.blur = 0;
  return scene;
}

// All ten digits in this scene are found where they are on a clean canvas, and look the same.
void ExpectFound(Scene scene, double least_overlap = 0.85, double most_difference = 14.0) {
  for (int digit = 0; digit < 10; ++digit) {
    scene.digit = digit;
    scene.seed = static_cast<unsigned>(digit) + 1;
    const std::vector<Glyph> expected = Segment(ExtractInk(DrawScene(OnCleanCanvas(scene)).view()));
    ASSERT_EQ(expected.size(), 1U);
    const Ink ink = ExtractInk(DrawScene(scene).view());
    const std::vector<Glyph> found = Segment(ink);
    ASSERT_EQ(found.size(), 1U) << "digit " << digit;
    EXPECT_EQ(ink.light_on_dark, scene.chalk) << "digit " << digit;
    EXPECT_GE(IntersectionOverUnion(found[0].box, expected[0].box), least_overlap)
        << "digit " << digit;
    EXPECT_LE(TileDifference(Normalize(found[0]), Normalize(expected[0])), most_difference)
        << "digit " << digit;
  }
}

void ExpectBlank(const GrayImage& picture) {
  const Ink ink = ExtractInk(picture.view());
  EXPECT_TRUE(ink.bounds.empty());
  EXPECT_TRUE(Segment(ink).empty());
  EXPECT_EQ(std::count(ink.amount.pixels().begin(), ink.amount.pixels().end(), 0),
            static_cast<std::ptrdiff_t>(ink.amount.pixels().size()));
}

TEST(ExtractInk, TakesACleanCanvasAsItIs) {
  Scene scene;
  scene.ink = 1;
  const GrayImage picture = DrawScene(scene);
  const Ink ink = ExtractInk(picture.view());
  EXPECT_EQ(ink.reduction, 1);
  EXPECT_FALSE(ink.light_on_dark);
  ASSERT_EQ(ink.amount.pixels().size(), picture.pixels().size());
  for (std::size_t i = 0; i < picture.pixels().size(); ++i) {
    ASSERT_EQ(ink.amount.pixels()[i], 255 - picture.pixels()[i]);
  }
}

TEST(ExtractInk, TakesALightPenOnBlackAsItIs) {
  Scene scene;
  scene.ink = 1;
  scene.chalk = true;
  scene.paper = [](double, double) { return 0.0; };
  const GrayImage picture = DrawScene(scene);
  const Ink ink = ExtractInk(picture.view());
  EXPECT_TRUE(ink.light_on_dark);
  EXPECT_EQ(ink.amount.pixels(), picture.pixels());
}

TEST(ExtractInk, FindsNothingOnOneFlatColour) {
  for (const int value : {0, 1, 77, 128, 200, 254, 255}) {
    for (const int side : {1, 2, 8, 28, 300}) {
      ExpectBlank(GrayImage(side, side, static_cast<std::uint8_t>(value)));
    }
  }
}

TEST(ExtractInk, FindsNothingInNoise) {
  for (const double grain : {2.0, 8.0, 30.0}) {
    for (const int side : {24, 60, 300}) {
      Scene scene;
      scene.ink = 0;
      scene.width = side;
      scene.height = side;
      scene.grain = grain;
      scene.paper = [](double, double) { return 150.0; };
      for (scene.seed = 1; scene.seed <= 4; ++scene.seed) ExpectBlank(DrawScene(scene));
    }
  }
}

TEST(ExtractInk, FindsNothingOnEmptyPaperUnderUnevenLight) {
  Scene scene;
  scene.ink = 0;
  for (const double grain : {0.0, 3.0}) {
    scene.grain = grain;
    scene.paper = [](double x, double y) { return 240 - 90 * x - 30 * y; };
    ExpectBlank(DrawScene(scene));
    scene.paper = [](double x, double y) {
      const double r = 2 * ((x - 0.5) * (x - 0.5) + (y - 0.5) * (y - 0.5));
      return 230 - 170 * r * r;
    };
    ExpectBlank(DrawScene(scene));
  }
}

TEST(ExtractInk, SurvivesPicturesOfAnySize) {
  EXPECT_TRUE(ExtractInk({}).bounds.empty());
  rc::check("ink stays within the picture", [] {
    const int width = *rc::gen::inRange(1, 70);
    const int height = *rc::gen::inRange(1, 70);
    GrayImage picture(width, height);
    const int levels = *rc::gen::element(2, 5, 256);
    for (std::uint8_t& pixel : picture.pixels()) {
      pixel = static_cast<std::uint8_t>(*rc::gen::inRange(0, levels) * 255 / (levels - 1));
    }
    const Ink ink = ExtractInk(picture.view());
    RC_ASSERT(ink.amount.width() == width && ink.amount.height() == height);
    RC_ASSERT(ink.bounds.x >= 0 && ink.bounds.x + ink.bounds.width <= width);
    RC_ASSERT(ink.bounds.y >= 0 && ink.bounds.y + ink.bounds.height <= height);
  });
}

TEST(ExtractInk, ReadsRowsThatAreApart) {
  Scene scene;
  const GrayImage picture = DrawScene(scene);
  constexpr int kPadding = 13;
  GrayImage wide(picture.width() + kPadding, picture.height(), 99);
  for (int y = 0; y < picture.height(); ++y) {
    std::copy_n(picture.row(y), picture.width(), wide.row(y));
  }
  const Ink ink = ExtractInk({wide.row(0), picture.width(), picture.height(), wide.width()});
  EXPECT_EQ(ink.amount.pixels(), ExtractInk(picture.view()).amount.pixels());
}

TEST(ExtractInk, ReducesLargePicturesAndKeepsTheBoxInPicturePixels) {
  Scene scene;
  scene.width = 1500;
  scene.height = 2101;
  scene.paper = [](double x, double) { return 220 - 50 * x; };
  scene.grain = 4;
  const Ink ink = ExtractInk(DrawScene(scene).view());
  EXPECT_EQ(ink.reduction, 3);
  EXPECT_EQ(ink.amount.width(), 500);
  EXPECT_EQ(ink.amount.height(), 701);
  const std::vector<Glyph> glyphs = Segment(ink);
  ASSERT_EQ(glyphs.size(), 1U);
  EXPECT_NEAR(glyphs[0].box.y + glyphs[0].box.height / 2.0, 1050, 12);
  EXPECT_NEAR(glyphs[0].box.height, 750 * 1.08, 12);
}

TEST(ExtractInk, KeepsSmallPicturesOfDigits) {
  for (const int side : {12, 20, 28, 48}) {
    Scene scene;
    scene.width = side;
    scene.height = side;
    scene.size = 0.8;
    scene.pen = 0.15;
    SCOPED_TRACE(side);
    ExpectFound(scene);
    scene.chalk = true;
    scene.paper = [](double, double) { return 30.0; };
    ExpectFound(scene);
  }
}

struct NamedScene {
  const char* name;
  Scene scene;
};
void PrintTo(const NamedScene& scene, std::ostream* out) { *out << scene.name; }

Scene With(const std::function<void(Scene&)>& change) {
  Scene scene;
  change(scene);
  return scene;
}

class ExtractInkFrom : public testing::TestWithParam<NamedScene> {};

TEST_P(ExtractInkFrom, FindsEveryDigit) { ExpectFound(GetParam().scene); }

const NamedScene kScenes[] = {
    {"GreyPaper", With([](Scene& s) { s.paper = [](double, double) { return 170.0; }; })},
    {"FlatSlate", With([](Scene& s) {
       s.chalk = true;
       s.paper = [](double, double) { return 20.0; };
     })},
    {"Slate", With([](Scene& s) {
       s.chalk = true;
       s.ink = 0.7;
       s.grain = 5;
       s.paper = [](double x, double y) { return 50 + 30 * x + 20 * y; };
     })},
    {"FramedSlate", With([](Scene& s) {
       s.chalk = true;
       s.grain = 4;
       s.blur = 1;
       s.paper = [](double x, double y) {
         return x < 0.08 || x > 0.93 || y < 0.07 || y > 0.92 ? 180.0 : 50 + 20 * x;
       };
     })},
    {"LightFromOneSide", With([](Scene& s) {
       s.grain = 2;
       s.paper = [](double x, double) { return 250 - 130 * x; };
     })},
    {"NoiselessGradient",
     With([](Scene& s) { s.paper = [](double x, double y) { return 250 - 80 * x - 60 * y; }; })},
    {"DarkCorners", With([](Scene& s) {
       s.grain = 3;
       s.paper = [](double x, double y) {
         const double r = 2 * ((x - 0.5) * (x - 0.5) + (y - 0.5) * (y - 0.5));
         return 230 - 170 * r * r;
       };
     })},
    {"AShadowsEdgeAcrossTheDigit", With([](Scene& s) {
       s.grain = 3;
       s.blur = 2;
       s.paper = [](double x, double y) { return x + 0.3 * y > 0.6 ? 130.0 : 220.0; };
     })},
    {"ADeepShadow", With([](Scene& s) {
       s.grain = 3;
       s.blur = 1;
       s.paper = [](double x, double y) { return 0.5 * x + y > 0.5 ? 95.0 : 220.0; };
     })},
    {"ADeepShadowBesideTheDigit", With([](Scene& s) {
       s.grain = 3;
       s.blur = 1;
       s.centre_x = 0.4;
       s.paper = [](double x, double y) { return x + 0.1 * y > 0.62 ? 95.0 : 220.0; };
     })},
    {"ASoftShadow", With([](Scene& s) {
       s.grain = 3;
       s.paper = [](double x, double y) {
         return 220 - 100 / (1 + std::exp(-(x - 0.45 + 0.2 * y) * 18));
       };
     })},
    {"Grain", With([](Scene& s) {
       s.grain = 15;
       s.paper = [](double, double) { return 200.0; };
     })},
    {"FaintPencil", With([](Scene& s) {
       s.grain = 3;
       s.ink = 0.2;
       s.pen = 0.04;
       s.paper = [](double, double) { return 215.0; };
     })},
    {"FaintPencilUnderUnevenLight", With([](Scene& s) {
       s.grain = 2;
       s.ink = 0.25;
       s.pen = 0.04;
       s.paper = [](double x, double) { return 230 - 80 * x; };
     })},
    {"ADarkTableBesideThePaper", With([](Scene& s) {
       s.grain = 3;
       s.blur = 1;
       s.paper = [](double x, double y) { return x < 0.12 + 0.05 * y ? 60.0 : 215 - 20 * y; };
     })},
    {"FingersThatHoldThePaper", With([](Scene& s) {
       s.grain = 3;
       s.blur = 1;
       s.ink = 0.7;
       s.paper = [](double x, double y) {
         const bool left = std::hypot(std::max(0.0, x - 0.08), (y - 0.7) * 4 / 3) < 0.09;
         const bool below = std::hypot(x - 0.8, std::min(0.0, y - 0.94) * 4 / 3) < 0.1;
         return left || below ? 120.0 : 220.0;
       };
     })},
    {"ATurnedNoteOnADarkTable", With([](Scene& s) {
       s.grain = 3;
       s.blur = 1;
       s.size = 0.2;
       s.paper = [](double x, double y) {
         const double u = (x - 0.5) + 0.15 * (y - 0.5) * 4 / 3;
         const double v = (y - 0.5) * 4 / 3 - 0.15 * (x - 0.5);
         return std::abs(u) < 0.2 && std::abs(v) < 0.2 ? 210.0 : 50.0;
       };
     })},
    {"ALightPenOnATurnedDarkNote", With([](Scene& s) {
       s.grain = 3;
       s.blur = 1;
       s.size = 0.2;
       s.chalk = true;
       s.paper = [](double x, double y) {
         const double u = (x - 0.5) - 0.15 * (y - 0.5) * 4 / 3;
         const double v = (y - 0.5) * 4 / 3 + 0.15 * (x - 0.5);
         return std::abs(u) < 0.2 && std::abs(v) < 0.2 ? 40.0 : 200.0;
       };
     })},
    {"ATornSheetOnADarkTable", With([](Scene& s) {
       s.grain = 3;
       s.blur = 1;
       s.paper = [](double x, double y) {
         const double left = 0.1 + 0.02 * std::sin(40 * y) + 0.01 * std::sin(97 * y);
         const double top = 0.08 + 0.02 * std::sin(37 * x) + 0.01 * std::sin(89 * x);
         const bool sheet = x > left && x < 1 - left && y > top && y < 1 - top;
         return sheet ? 225.0 : 60.0;
       };
     })},
    {"TheShadowOfANoteOnALightTable", With([](Scene& s) {
       s.grain = 2;
       s.blur = 2;
       s.size = 0.3;
       s.paper = [](double x, double y) {
         const auto note = [](double u, double v) {
           return std::abs(u - 0.5) < 0.3 && std::abs(v - 0.5) < 0.22;
         };
         if (note(x, y)) return 205.0;
         return note(x - 0.025, y - 0.02) ? 130.0 : 190.0;
       };
     })},
    {"PunchedHolesAndAnUnderline", With([](Scene& s) {
       s.grain = 3;
       s.blur = 1;
       s.paper = [](double x, double y) {
         for (const double hole : {0.17, 0.5, 0.83}) {
           if (std::hypot(x - 0.07, (y - hole) * 4 / 3) < 0.03) return 60.0;
         }
         return std::abs(y - 0.78 - 0.02 * x) < 0.01 && std::abs(x - 0.5) < 0.25 ? 70.0 : 220.0;
       };
     })},
    {"ARingAroundTheDigit", With([](Scene& s) {
       s.grain = 3;
       s.blur = 1;
       s.size = 0.4;
       s.paper = [](double x, double y) {
         return std::abs(std::hypot(x - 0.5, (y - 0.5) * 4 / 3) - 0.32) < 0.015 ? 70.0 : 220.0;
       };
     })},
    {"AStripedTableAboveThePaper", With([](Scene& s) {
       s.height = 300;
       s.grain = 4;
       s.ink = 0.5;
       s.pen = 0.14;
       s.centre_x = 0.6;
       s.centre_y = 0.6;
       s.paper = [](double x, double y) {
         return y < 0.3 ? 30 + 8 * std::sin(100 * y + 20 * x) : 215 - 30 * y;
       };
     })},
    {"ABoardBesideALightWall", With([](Scene& s) {
       s.chalk = true;
       s.ink = 0.7;
       s.grain = 4;
       s.blur = 1;
       s.paper = [](double x, double y) { return x < 0.15 || y < 0.1 ? 200.0 : 50 + 20 * x; };
     })},
    {"PencilBesideADarkTable", With([](Scene& s) {
       s.grain = 2;
       s.blur = 1;
       s.ink = 0.3;
       s.pen = 0.05;
       s.paper = [](double x, double y) { return x < 0.12 + 0.05 * y ? 40.0 : 215 - 20 * y; };
     })},
    {"ADarkFrame", With([](Scene& s) {
       s.grain = 3;
       s.blur = 1;
       s.paper = [](double x, double y) {
         return x < 0.1 || x > 0.92 || y < 0.08 || y > 0.9 ? 50.0 : 210.0;
       };
     })},
    {"AFlatFrame", With([](Scene& s) {
       s.paper = [](double x, double y) {
         return x < 0.1 || x > 0.92 || y < 0.08 || y > 0.9 ? 50.0 : 210.0;
       };
     })},
    {"ABorderLine", With([](Scene& s) {
       s.paper = [](double x, double y) {
         return x < 0.004 || x > 0.996 || y < 0.004 || y > 0.996 ? 0.0 : 255.0;
       };
     })},
    {"ALineInsideTheBorder", With([](Scene& s) {
       s.paper = [](double x, double y) {
         const double edge = std::min({x, 1 - x, y, 1 - y});
         return edge > 0.02 && edge < 0.03 ? 0.0 : 255.0;
       };
     })},
    {"ATurnedSheetOnATable", With([](Scene& s) {
       s.size = 0.4;
       s.grain = 3;
       s.blur = 1;
       s.paper = [](double x, double y) {
         const double u = (x - 0.5) * 0.75 * std::cos(0.3) - (y - 0.5) * std::sin(0.3);
         const double v = (x - 0.5) * 0.75 * std::sin(0.3) + (y - 0.5) * std::cos(0.3);
         return std::fabs(u) < 0.28 && std::fabs(v) < 0.38 ? 220.0 : 70.0;
       };
     })},
    {"ASmallSheetOnATable", With([](Scene& s) {
       s.size = 0.3;
       s.paper = [](double x, double y) {
         return x > 0.3 && x < 0.7 && y > 0.3 && y < 0.7 ? 255.0 : 60.0;
       };
     })},
    {"BoldStrokes", With([](Scene& s) {
       s.height = 300;
       s.size = 0.7;
       s.pen = 0.26;
     })},
    {"BoldStrokesUnderUnevenLight", With([](Scene& s) {
       s.height = 300;
       s.size = 0.7;
       s.pen = 0.26;
       s.grain = 3;
       s.paper = [](double x, double) { return 220 - 50 * x; };
     })},
    {"TheUpperEdge", With([](Scene& s) {
       s.height = 300;
       s.centre_y = 0.3;
       s.size = 0.6;
       s.pen = 0.1;
     })},
    {"ACorner", With([](Scene& s) {
       s.size = 0.25;
       s.centre_x = 0.2;
       s.centre_y = 0.2;
       s.pen = 0.1;
       s.grain = 3;
       s.paper = [](double x, double) { return 220 - 50 * x; };
     })},
    {"ASmallDrawing", With([](Scene& s) {
       s.size = 0.15;
       s.pen = 0.1;
     })},
    {"ABlurredPhotograph", With([](Scene& s) {
       s.blur = 4;
       s.grain = 2;
       s.paper = [](double x, double) { return 220 - 30 * x; };
     })},
};

INSTANTIATE_TEST_SUITE_P(Scenes, ExtractInkFrom, testing::ValuesIn(kScenes),
                         [](const auto& scene) { return scene.param.name; });

// A picture with `count` dark squares of `side` pixels strewn over it.
GrayImage WithSpecks(GrayImage picture, int count, int side) {
  std::mt19937 random(5);
  for (int i = 0; i < count; ++i) {
    const int left = static_cast<int>(random() % static_cast<unsigned>(picture.width() - side));
    const int top = static_cast<int>(random() % static_cast<unsigned>(picture.height() - side));
    for (int y = top; y < top + side; ++y) std::fill_n(picture.row(y) + left, side, 20);
  }
  return picture;
}

TEST(ExtractInk, DropsSpecks) {
  for (const double grain : {0.0, 3.0}) {
    for (int digit = 0; digit < 10; ++digit) {
      Scene scene;
      scene.digit = digit;
      scene.grain = grain;
      scene.paper = [grain](double x, double) { return grain > 0 ? 220 - 30 * x : 255.0; };
      const Box expected = ExtractInk(DrawScene(scene).view()).bounds;
      const Box found = ExtractInk(WithSpecks(DrawScene(scene), 30, 2).view()).bounds;
      EXPECT_GE(IntersectionOverUnion(found, expected), 0.9) << "digit " << digit;
    }
  }
}

TEST(ExtractInk, DropsSaltOnATileAndKeepsItsDigit) {
  GrayImage tile(28, 28);
  for (int y = 5; y < 23; ++y) {
    for (int x = 13; x < 16; ++x) tile.at(x, y) = 255;
  }
  for (int y = 1; y < 28; y += 4) {  // far from the stroke and from each other
    for (const int x : {1, 4, 24, 27}) tile.at(x, y) = 255;
  }
  const Ink ink = ExtractInk(tile.view());
  EXPECT_EQ(ink.bounds.x, 13);
  EXPECT_EQ(ink.bounds.y, 5);
  EXPECT_EQ(ink.bounds.width, 3);
  EXPECT_EQ(ink.bounds.height, 18);
}

TEST(ExtractInk, KeepsTheDetachedBarOfAFive) {
  Scene scene;
  scene.digit = 5;
  scene.pen = 0.06;
  for (const double grain : {0.0, 3.0}) {
    scene.grain = grain;
    scene.paper = [grain](double x, double) { return grain > 0 ? 220 - 30 * x : 255.0; };
    const Ink ink = ExtractInk(DrawScene(scene).view());
    // The bar is the uppermost part: its top lies at 0.25 * 300 - pen / 2 below the middle of 400
    // rows.
    EXPECT_NEAR(ink.bounds.y, 200 - 75 - 3 - 5, 4);
  }
}

// Bold ink covers most of such a picture, as a sheet of paper does; its holes are not writing.
TEST(ExtractInk, KeepsABoldDigitThatIsCutOutTightly) {
  for (int digit = 0; digit < 10; ++digit) {
    Scene scene;
    scene.digit = digit;
    scene.pen = 0.32;
    const GrayImage canvas = DrawScene(OnCleanCanvas(scene));
    const std::vector<Glyph> expected = Segment(ExtractInk(canvas.view()));
    ASSERT_EQ(expected.size(), 1U);
    for (const int margin : {2, 4}) {
      const Box ink = expected[0].box;
      GrayImage cut(ink.width + 2 * margin, ink.height + 2 * margin);
      for (int y = 0; y < cut.height(); ++y) {
        std::copy_n(canvas.row(ink.y - margin + y) + ink.x - margin, cut.width(), cut.row(y));
      }
      const std::vector<Glyph> found = Segment(ExtractInk(cut.view()));
      ASSERT_EQ(found.size(), 1U) << "digit " << digit << ", margin " << margin;
      EXPECT_LE(TileDifference(Normalize(found[0]), Normalize(expected[0])), 3.0)
          << "digit " << digit << ", margin " << margin;
    }
  }
}

TEST(ExtractInk, KeepsAnAloneFrameAsAZero) {
  GrayImage picture(200, 200, 255);
  for (int i = 15; i < 185; ++i) {
    for (int thickness = 0; thickness < 6; ++thickness) {
      picture.at(i, 15 + thickness) = picture.at(i, 184 - thickness) = 0;
      picture.at(15 + thickness, i) = picture.at(184 - thickness, i) = 0;
    }
  }
  EXPECT_EQ(ExtractInk(picture.view()).bounds, (Box{15, 15, 170, 170}));
}

TEST(Segment, GivesNothingForABlankPicture) { EXPECT_TRUE(Segment(Ink{}).empty()); }

TEST(Segment, CutsOutTheInkAndScalesItsBox) {
  Ink ink;
  ink.amount = GrayImage(10, 8);
  ink.amount.at(3, 2) = 200;
  ink.amount.at(5, 6) = 100;
  ink.reduction = 4;
  ink.bounds = {3, 2, 3, 5};
  const std::vector<Glyph> glyphs = Segment(ink);
  ASSERT_EQ(glyphs.size(), 1U);
  EXPECT_EQ(glyphs[0].box, (Box{12, 8, 12, 20}));
  EXPECT_EQ(glyphs[0].ink.width(), 3);
  EXPECT_EQ(glyphs[0].ink.height(), 5);
  EXPECT_EQ(glyphs[0].ink.at(0, 0), 200);
  EXPECT_EQ(glyphs[0].ink.at(2, 4), 100);
}

}  // namespace
}  // namespace inkdigit
