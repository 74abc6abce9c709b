#include "core/segment/read_page.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "core/segment/numbers_for_test.h"

namespace inkdigit {
namespace {

const Model& TheModel() {
  static const Model kModel = [] {
    Result<Model> model = Model::LoadEmbedded();
    EXPECT_TRUE(model.ok());
    return std::move(model).value();
  }();
  return kModel;
}

Ink InkOfPicture(const GrayImage& picture) { return ExtractInk(picture.view()); }

PageReading ReadInk(const Ink& ink, Lines lines = Lines::kFind) {
  Workspace workspace;
  return ReadPage(ink, lines, TheModel(), workspace);
}

std::string TextOf(const PageReading& page) {
  std::string text;
  for (const PageLine& line : page.lines) {
    if (!text.empty()) text += '/';
    for (const PageDigit& digit : line.digits) {
      if (digit.rejected) continue;
      if (digit.space_before) text += ' ';
      text += static_cast<char>('0' + digit.scores.best_digit());
    }
  }
  return text;
}

void ExpectInside(const PageReading& page, int width, int height) {
  for (const PageLine& line : page.lines) {
    EXPECT_GE(line.confidence, 0.0);
    EXPECT_LE(line.confidence, 1.0);
    for (const PageDigit& digit : line.digits) {
      EXPECT_GE(digit.box.x, 0);
      EXPECT_GE(digit.box.y, 0);
      EXPECT_LE(digit.box.x + digit.box.width, width);
      EXPECT_LE(digit.box.y + digit.box.height, height);
      EXPECT_FALSE(digit.box.empty());
    }
  }
}

TEST(ReadPage, ReadsANumberWithABoxForEachDigit) {
  const GrayImage picture = DrawNumber({.text = "2031"});
  const PageReading page = ReadInk(InkOfPicture(picture));
  EXPECT_EQ(TextOf(page), "2031");
  ASSERT_EQ(page.lines.size(), 1U);
  ASSERT_EQ(page.lines[0].digits.size(), 4U);
  for (std::size_t i = 0; i < 4; ++i) {
    // Places begin 60 from the left and are 60 apart.
    const Box& box = page.lines[0].digits[i].box;
    EXPECT_NEAR(box.x, 60.0 + 60.0 * static_cast<double>(i), 12.0);
    EXPECT_NEAR(box.height, 64.0, 8.0);
  }
  ExpectInside(page, picture.width(), picture.height());
}

TEST(ReadPage, FindsNothingWithoutInk) { EXPECT_TRUE(ReadInk(Ink{}).lines.empty()); }

TEST(ReadPage, KeepsBoxesInsideThePictureOnAnyInk) {
  EXPECT_TRUE(rc::check([] {
    const int width = *rc::gen::inRange(1, 90);
    const int height = *rc::gen::inRange(1, 70);
    std::mt19937 random(*rc::gen::arbitrary<unsigned>());
    const auto share = *rc::gen::inRange(1, 60);
    GrayImage picture(width, height, 255);
    const int strokes = *rc::gen::inRange(0, 8);
    std::uniform_real_distribution<double> at_x(0, width);
    std::uniform_real_distribution<double> at_y(0, height);
    for (int i = 0; i < strokes; ++i) {
      DrawStroke(picture, {{at_x(random), at_y(random)}, {at_x(random), at_y(random)}}, 2.0);
    }
    if (share < 20) {
      for (std::uint8_t& value : picture.pixels()) {
        if (random() % 100 < static_cast<unsigned>(share)) value = 0;
      }
    }
    Ink ink;
    ink.amount = InkOfDrawing(picture);
    ink.bounds = {0, 0, width, height};
    for (const Lines lines : {Lines::kFind, Lines::kOne}) {
      ExpectInside(ReadInk(ink, lines), width, height);
      RC_ASSERT(!testing::Test::HasFailure());
    }
  }));
}

// What is bounded is the work, because the time that it takes depends on the machine: the network's
// questions are nearly all of it, and the parts and lines that lead to them are limited as well.
TEST(ReadPage, AsksABoundedNumberOfQuestionsOnSpecksLinesAndFullInk) {
  std::mt19937 random(5);
  const auto expect_bounded = [](const Ink& ink) {
    const PageReading page = ReadInk(ink);
    ExpectInside(page, ink.amount.width(), ink.amount.height());
    EXPECT_LE(page.tiles_asked, kMostTiles);
    EXPECT_LE(page.lines.size(), kMostLines);
  };
  Ink ink;
  ink.bounds = {0, 0, 1500, 1000};
  ink.amount = GrayImage(1500, 1000);
  for (int i = 0; i < 10'000; ++i) {  // large enough to be looked at one by one
    FillBox(ink.amount,
            {static_cast<int>(random() % 1490), static_cast<int>(random() % 990), 3, 8});
  }
  expect_bounded(ink);
  ink.amount = GrayImage(1500, 1000, 255);
  expect_bounded(ink);
  ink.amount = GrayImage(1500, 1000);
  for (int y = 0; y < 1000; y += 12) FillBox(ink.amount, {0, y, 1500, 3});
  for (int x = 0; x < 1500; x += 12) FillBox(ink.amount, {x, 0, 3, 1000});
  expect_bounded(ink);
}

}  // namespace
}  // namespace inkdigit
