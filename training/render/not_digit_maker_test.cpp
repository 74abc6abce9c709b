#include "training/render/not_digit_maker.h"

#include <gtest/gtest.h>

#include <optional>
#include <set>
#include <string>

#include "training/render/canvas.h"
#include "training/render/coverage.h"

namespace inkdigit::training {
namespace {

// Deja Vu Sans, a drawn 0 as pixels and as strokes.
class NotDigitMakerTest : public testing::Test {
 protected:
  void SetUp() override {
    for (const std::string& path : FindFontFiles("/usr/share/fonts/truetype/dejavu")) {
      font_ = Font::Open(path);
      if (font_) break;
    }
    ASSERT_TRUE(font_.has_value()) << "install fonts-dejavu-core";
    Stroke ring;
    for (int i = 0; i <= 40; ++i) {
      ring.push_back({std::cos(0.157 * i), std::sin(0.157 * i)});
    }
    drawing_ = {{ring}, 0, 1};
    CanvasOptions canvas;
    canvas.width = 28;
    canvas.height = 28;
    canvas.ink = 255;
    canvas.paper = 0;
    bitmap_ = {RenderStrokes(drawing_.strokes, canvas), 0};
    material_ = {{&*font_}, {&bitmap_}, {&drawing_}};
  }

  std::optional<Font> font_;
  PenDrawing drawing_;
  LabelledImage bitmap_;
  NotDigitMaterial material_;
};

TEST_F(NotDigitMakerTest, MakesLightInkOnBlackOfEveryKind) {
  for (std::size_t k = 0; k < kNotDigitKinds; ++k) {
    const auto kind = static_cast<NotDigitKind>(k);
    int made = 0;
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
      Random random(seed);
      const std::optional<GrayImage> image = MakeNotDigit(kind, material_, random);
      if (!image) continue;
      ++made;
      EXPECT_FALSE(InkBox(image->view()).empty()) << NotDigitKindName(kind) << seed;
      EXPECT_LT(image->at(0, 0), 128) << NotDigitKindName(kind) << seed;
    }
    EXPECT_GE(made, 15) << NotDigitKindName(kind);
  }
}

TEST_F(NotDigitMakerTest, RepeatsForTheSameSeed) {
  for (std::size_t k = 0; k < kNotDigitKinds; ++k) {
    const auto kind = static_cast<NotDigitKind>(k);
    Random first(9);
    Random second(9);
    const auto a = MakeNotDigit(kind, material_, first);
    const auto b = MakeNotDigit(kind, material_, second);
    ASSERT_EQ(a.has_value(), b.has_value());
    if (a) {
      EXPECT_EQ(a->pixels(), b->pixels());
    }
  }
}

TEST(NotDigitKindName, IsDifferentForEveryKind) {
  std::set<std::string_view> names;
  for (std::size_t k = 0; k < kNotDigitKinds; ++k) {
    names.insert(NotDigitKindName(static_cast<NotDigitKind>(k)));
  }
  EXPECT_EQ(names.size(), kNotDigitKinds);
}

}  // namespace
}  // namespace inkdigit::training
