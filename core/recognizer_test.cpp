#include "inkdigit/recognizer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <random>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "core/model_file_for_test.h"
#include "core/scene_for_test.h"
#include "core/segment/numbers_for_test.h"

namespace inkdigit {
namespace {

// A model that finds `digit` (10: not a digit) likeliest on every tile, by its last bias.
Recognizer AlwaysReads(std::size_t digit) {
  TestModel model;
  TestTensor& weights = model.tensor("layers.4.weight");
  std::fill(weights.values.begin(), weights.values.end(), 0.0F);
  TestTensor& bias = model.tensor("layers.4.bias");
  std::fill(bias.values.begin(), bias.values.end(), 0.0F);
  bias.values[digit] = 6.0F;
  Result<Model> loaded = Model::Load(model.Bytes());
  EXPECT_TRUE(loaded.ok());
  return Recognizer(std::move(loaded).value());
}

// The probability that AlwaysReads gives: softmax of 6 / 1.5 against ten zeros.
double Expected() { return std::exp(4.0) / (std::exp(4.0) + 10.0); }

Reading Read(const Recognizer& recognizer, const GrayImage& picture,
             const ReadOptions& options = {}) {
  Workspace workspace;
  Result<Reading> reading = recognizer.Read(picture.view(), options, workspace);
  EXPECT_TRUE(reading.ok());
  return std::move(reading).value();
}

TEST(Recognizer, ReadsOneDigitWithItsConfidence) {
  const Reading reading = Read(AlwaysReads(7), DrawScene(Scene{}));
  EXPECT_EQ(reading.text, "7");
  EXPECT_NEAR(reading.confidence, Expected(), 1e-5);
  ASSERT_EQ(reading.digits.size(), 1U);
  EXPECT_EQ(reading.digits[0].digit, 7);
  EXPECT_NEAR(reading.digits[0].scores.probabilities[7], Expected(), 1e-5);
  EXPECT_NE(reading.digits[0].tile, Tile28{});
  EXPECT_TRUE(reading.rejected.empty());
}

TEST(Recognizer, LeavesWhatIsNoDigitOutOfTheText) {
  const Reading reading = Read(AlwaysReads(kNotADigit), DrawScene(Scene{}));
  EXPECT_EQ(reading.text, "");
  EXPECT_TRUE(reading.digits.empty());
  ASSERT_EQ(reading.rejected.size(), 1U);
  EXPECT_NEAR(reading.confidence, Expected(), 1e-5);
}

TEST(Recognizer, ReadsNothingOnABlankPicture) {
  const Reading reading = Read(AlwaysReads(7), GrayImage(100, 100, 255));
  EXPECT_EQ(reading.text, "");
  EXPECT_EQ(reading.confidence, 1.0);
  EXPECT_TRUE(reading.digits.empty());
  EXPECT_TRUE(reading.rejected.empty());
}

TEST(Recognizer, GivesBoxesInPixelsOfThePictureAsShown) {
  GrayImage picture(100, 200, 255);
  for (int y = 50; y < 90; ++y) {
    for (int x = 30; x < 50; ++x) picture.at(x, y) = 0;
  }
  EXPECT_EQ(Read(AlwaysReads(1), picture).digits.at(0).box, (Box{30, 50, 20, 40}));
  ReadOptions options;
  options.shown_width = 300;
  options.shown_height = 600;
  EXPECT_EQ(Read(AlwaysReads(1), picture, options).digits.at(0).box, (Box{90, 150, 60, 120}));
}

TEST(Recognizer, KeepsTheBoxInsideAPictureThatWasReducedUnevenly) {
  Scene scene;
  scene.width = 1999;
  scene.height = 1501;
  scene.size = 1.0;  // the stroke's lower half lies outside
  const Reading reading = Read(AlwaysReads(3), DrawScene(scene));
  const Box box = reading.digits.at(0).box;
  EXPECT_GE(box.y, 0);
  EXPECT_LE(box.y + box.height, 1501);
}

const Recognizer& Embedded() {
  static const Recognizer kRecognizer = [] {
    Result<Model> model = Model::LoadEmbedded();
    EXPECT_TRUE(model.ok());
    return Recognizer(std::move(model).value());
  }();
  return kRecognizer;
}

std::string TextOf(const NumberScene& scene, Mode mode = Mode::kAuto) {
  return Read(Embedded(), DrawNumber(scene), {.mode = mode}).text;
}

TEST(Recognizer, ReadsWholeNumbers) {
  for (const char* text : {"11", "10", "203", "2031", "7720", "0132"}) {
    EXPECT_EQ(TextOf({.text = text}), text);
    EXPECT_EQ(TextOf({.text = text}, Mode::kNumber), text);
  }
}

TEST(Recognizer, SaysHowSureItIsOfAWholeNumber) {
  const Reading reading = Read(Embedded(), DrawNumber({.text = "2031"}));
  ASSERT_EQ(reading.digits.size(), 4U);
  double product = 1.0;
  for (const GlyphReading& glyph : reading.digits) {
    product *= glyph.scores.probabilities[static_cast<std::size_t>(glyph.digit)];
  }
  EXPECT_GT(reading.confidence, 0.5);
  EXPECT_LE(reading.confidence, std::min(1.0, product + 0.1));
}

TEST(Recognizer, ReadsLinesFromTopToBottomAndSpacesBetweenNumbers) {
  EXPECT_EQ(TextOf({.text = "203\n71"}), "203\n71");
  EXPECT_EQ(TextOf({.text = "203 171"}), "203 171");
}

TEST(Recognizer, KeepsALoneDigitOfTwoStrokesWhole) {
  // The 5's bar is detached, the 4's strokes cross.
  for (const char* text : {"4", "5"}) {
    for (const double pen : {0.06, 0.1}) {
      const Reading reading = Read(Embedded(), DrawNumber({.text = text, .pen = pen}));
      EXPECT_EQ(reading.digits.size() + reading.rejected.size(), 1U) << text << pen;
    }
  }
}

TEST(Recognizer, TakesAllInkAsOneDigitWhenTold) {
  const Reading reading = Read(Embedded(), DrawNumber({.text = "2031"}), {.mode = Mode::kDigit});
  EXPECT_EQ(reading.digits.size() + reading.rejected.size(), 1U);
}

TEST(Recognizer, ReadsALineThatFalls) {
  EXPECT_EQ(TextOf({.text = "20317720", .falls = 15.0}), "20317720");
  EXPECT_EQ(TextOf({.text = "20317720", .falls = -15.0}), "20317720");
}

TEST(Recognizer, TakesTheBoxesOfAFormForNoInk) {
  GrayImage picture = DrawNumber({.text = "2031", .gap = 0.6});
  for (int cell = 0; cell < 4; ++cell) {
    const double left = 42.0 + 78.0 * cell;
    DrawStroke(picture, {{left, 42}, {left + 78, 42}, {left + 78, 138}, {left, 138}, {left, 42}},
               1.0);
  }
  EXPECT_EQ(Read(Embedded(), picture).text, "2031");
}

TEST(Recognizer, GivesBoxesOfANumberInPixelsOfThePictureAsShown) {
  const GrayImage picture = DrawNumber({.text = "2031"});
  ReadOptions options;
  options.shown_width = 2 * picture.width();
  options.shown_height = 2 * picture.height();
  const Reading small = Read(Embedded(), picture);
  const Reading large = Read(Embedded(), picture, options);
  ASSERT_EQ(small.digits.size(), 4U);
  ASSERT_EQ(large.digits.size(), 4U);
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_EQ(large.digits[i].box.x, 2 * small.digits[i].box.x);
    EXPECT_EQ(large.digits[i].box.height, 2 * small.digits[i].box.height);
  }
}

TEST(Recognizer, AnswersShortlyToWhatIsNoWriting) {
  std::mt19937 random(3);
  GrayImage noise(800, 600);
  for (std::uint8_t& value : noise.pixels()) value = static_cast<std::uint8_t>(random());
  GrayImage specks(1600, 1200, 255);
  for (int i = 0; i < 10'000; ++i) {
    specks.at(static_cast<int>(random() % 1600), static_cast<int>(random() % 1200)) = 0;
  }
  for (const GrayImage& picture : {noise, specks, GrayImage(1600, 1200, 0)}) {
    for (const Mode mode : {Mode::kAuto, Mode::kNumber}) {
      EXPECT_LT(Read(Embedded(), picture, {.mode = mode}).text.size(), 20U);
    }
  }
}

TEST(Recognizer, RefusesAPictureWithoutPixels) {
  Workspace workspace;
  const Result<Reading> reading = AlwaysReads(7).Read({}, {}, workspace);
  ASSERT_FALSE(reading.ok());
  EXPECT_EQ(reading.error().code, Errc::kInvalidArgument);
}

TEST(Recognizer, GivesThreadsThatShareItTheSameReadings) {
  Result<Model> model = Model::LoadEmbedded();
  ASSERT_TRUE(model.ok());
  const Recognizer recognizer(std::move(model).value());
  std::vector<GrayImage> pictures;
  for (int digit = 0; digit < 10; ++digit) {
    Scene scene;
    scene.digit = digit;
    scene.width = 150;
    scene.height = 150;
    scene.grain = digit % 2 == 0 ? 0 : 3;
    pictures.push_back(DrawScene(scene));
  }
  const auto read_all = [&] {
    Workspace workspace;
    std::vector<Scores> scores;
    for (int round = 0; round < 3; ++round) {
      for (const GrayImage& picture : pictures) {
        const Result<Reading> reading = recognizer.Read(picture.view(), {}, workspace);
        if (!reading.ok()) continue;
        for (const GlyphReading& glyph : reading.value().digits) scores.push_back(glyph.scores);
        for (const GlyphReading& glyph : reading.value().rejected) scores.push_back(glyph.scores);
      }
    }
    return scores;
  };
  const std::vector<Scores> expected = read_all();
  EXPECT_EQ(expected.size(), 30U);
  std::vector<std::vector<Scores>> results(4);
  std::vector<std::thread> threads;
  threads.reserve(results.size());
  for (std::vector<Scores>& result : results) {
    threads.emplace_back([&result, &read_all] { result = read_all(); });
  }
  for (std::thread& thread : threads) thread.join();
  for (const std::vector<Scores>& result : results) {
    ASSERT_EQ(result.size(), expected.size());
    for (std::size_t i = 0; i < result.size(); ++i) {
      EXPECT_EQ(result[i].probabilities, expected[i].probabilities);
    }
  }
}

}  // namespace
}  // namespace inkdigit
