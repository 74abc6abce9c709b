#include "training/figures/pictures.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "training/render/canvas.h"

namespace inkdigit::training {
namespace {

using testing::ElementsAre;

Recognizer Embedded() { return Recognizer(Model::LoadEmbedded().value()); }

// Upright strokes on canvases of different sizes, then a blank canvas, then one that can't be read.
Pictures Ones() {
  Pictures pictures;
  pictures.labels = {"1", "1", "1", "1", "", "1"};
  pictures.at = [](std::size_t i) -> Result<GrayImage> {
    if (i == 5) return Error{Errc::kBadImage, "damaged"};
    CanvasOptions canvas;
    canvas.width = 100 + 20 * static_cast<int>(i);
    return RenderStrokes(i == 4 ? Strokes() : Strokes{{{0, 0}, {0, 100}}}, canvas);
  };
  return pictures;
}

TEST(ReadAll, GivesTheSameAnswersForAnyNumberOfThreads) {
  const Recognizer recognizer = Embedded();
  const std::vector<Answer> one = ReadAll(recognizer, Ones(), 1);
  const std::vector<Answer> three = ReadAll(recognizer, Ones(), 3);
  ASSERT_EQ(one.size(), 6U);
  for (std::size_t i = 0; i < one.size(); ++i) {
    EXPECT_EQ(one[i].text, three[i].text);
    EXPECT_EQ(one[i].scores.probabilities, three[i].scores.probabilities);
  }
}

TEST(ReadAll, TellsInkFromABlankPictureFromOneThatCanNotBeRead) {
  const std::vector<Answer> answers = ReadAll(Embedded(), Ones(), 0);
  EXPECT_EQ(answers[0].text, "1");
  EXPECT_TRUE(answers[0].has_ink);
  EXPECT_GT(answers[0].scores.probabilities[1], 0.5F);
  EXPECT_FALSE(answers[4].has_ink);
  EXPECT_EQ(answers[4].text, "");
  EXPECT_TRUE(answers[5].unreadable);
  EXPECT_THAT(RightAnswers(Ones(), answers), ElementsAre(true, true, true, true, true, false));
}

TEST(Outcomes, CarryTheLabelAndTheNumberOfThePicture) {
  const Pictures pictures = Ones();
  const std::vector<cli::Outcome> outcomes = Outcomes(pictures, ReadAll(Embedded(), pictures, 0));
  EXPECT_EQ(outcomes[3].name, "#3");
  EXPECT_EQ(outcomes[3].label, "1");
  EXPECT_EQ(cli::Evaluate(outcomes).errors, 1);
  EXPECT_EQ(cli::Evaluate(outcomes).unreadable, 1);
}

TEST(Subset, KeepsPicturesAndLabelsTogether) {
  const Pictures some = Subset(Ones(), {4, 2});
  EXPECT_THAT(some.labels, ElementsAre("", "1"));
  EXPECT_EQ(some.at(0).value().width(), 180);
  EXPECT_EQ(some.at(1).value().width(), 140);
}

TEST(EvenlyFrom, SpreadsOverAllAndTakesAllWhereThereAreNoMore) {
  EXPECT_THAT(EvenlyFrom(10, 3), ElementsAre(0, 3, 6));
  EXPECT_THAT(EvenlyFrom(3, 10), ElementsAre(0, 1, 2));
  EXPECT_TRUE(EvenlyFrom(0, 5).empty());
}

}  // namespace
}  // namespace inkdigit::training
