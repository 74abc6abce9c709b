#include "cli/evaluation.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace inkdigit::cli {
namespace {

Outcome Read(std::string label, std::string text, double confidence) {
  Outcome outcome;
  outcome.label = std::move(label);
  outcome.text = std::move(text);
  outcome.confidence = confidence;
  return outcome;
}

TEST(Evaluation, CountsAWrongDigitAndAMissedDigitAsErrors) {
  const Evaluation e = Evaluate({Read("7", "7", 0.9), Read("1", "7", 0.8), Read("3", "", 0.6)});
  EXPECT_EQ(e.count, 3);
  EXPECT_EQ(e.errors, 2);
  EXPECT_NEAR(e.accuracy, 1.0 / 3, 1e-12);
  EXPECT_EQ(e.confusion[7][7], 1);
  EXPECT_EQ(e.confusion[1][7], 1);
  EXPECT_EQ(e.confusion[3][kNothing], 1);
}

TEST(Evaluation, AnEmptyLabelIsRightWhenNothingIsRead) {
  const Evaluation e = Evaluate({Read("", "", 1.0), Read("", "8", 0.7)});
  EXPECT_EQ(e.errors, 1);
  EXPECT_EQ(e.confusion[kNothing][kNothing], 1);
  EXPECT_EQ(e.confusion[kNothing][8], 1);
}

TEST(Evaluation, AnUnreadablePictureIsAnErrorEvenWithAnEmptyLabel) {
  Outcome broken = Read("", "", 0);
  broken.unreadable = true;
  const Evaluation e = Evaluate({broken});
  EXPECT_EQ(e.errors, 1);
  EXPECT_EQ(e.unreadable, 1);
  EXPECT_EQ(e.confusion[kNothing][kNothing], 0);
}

TEST(Evaluation, CalibrationErrorIsTheGapBetweenConfidenceAndAccuracy) {
  // Four answers at 0.75, of which two are right: the gap of that bin, and of the whole, is 0.25.
  const Evaluation e = Evaluate(
      {Read("1", "1", 0.75), Read("2", "2", 0.75), Read("3", "4", 0.75), Read("5", "6", 0.75)});
  EXPECT_NEAR(e.expected_calibration_error, 0.25, 1e-12);
}

TEST(Evaluation, FullConfidenceFallsIntoTheLastBin) {
  const Evaluation e = Evaluate({Read("1", "1", 1.0)});
  EXPECT_EQ(e.calibration.back().count, 1);
}

TEST(Evaluation, CountsDigitsByTheirEditsAndStringsAsWholes) {
  const Evaluation e = Evaluate({Read("1234", "1234", 1), Read("567", "57", 1), Read("", "8", 1)});
  EXPECT_EQ(e.errors, 2);
  EXPECT_EQ(e.digits, 7);
  EXPECT_EQ(e.digit_edits, 2);
  EXPECT_NEAR(e.digits_right, 5.0 / 7, 1e-12);
}

TEST(Evaluation, CountsEveryDigitOfAnUnreadablePictureAsLost) {
  Outcome broken = Read("123", "", 0);
  broken.unreadable = true;
  EXPECT_EQ(Evaluate({broken}).digit_edits, 3);
  EXPECT_EQ(Evaluate({Read("1", "234567", 1)}).digits_right, 0.0);
}

TEST(Evaluation, TakesALineEndForASpace) {
  EXPECT_EQ(Evaluate({Read("12 3", "12\n3", 1)}).errors, 0);
  EXPECT_EQ(Evaluate({Read("123", "12 3", 1)}).errors, 1);
  EXPECT_EQ(Evaluate({Read("123", "12 3", 1)}).digit_edits, 0);
}

TEST(DigitEdits, AgreesWithCountsDoneByHand) {
  EXPECT_EQ(DigitEdits("", ""), 0);
  EXPECT_EQ(DigitEdits("123", ""), 3);
  EXPECT_EQ(DigitEdits("", "12"), 2);
  EXPECT_EQ(DigitEdits("12345", "2345"), 1);
  EXPECT_EQ(DigitEdits("12345", "12945"), 1);
  EXPECT_EQ(DigitEdits("1234", "4321"), 4);
  EXPECT_EQ(DigitEdits("1212", "2121"), 2);
}

TEST(DigitEdits, IsADistance) {
  rc::check("it is symmetric and keeps the triangle inequality", [] {
    const auto text = [] {
      return *rc::gen::container<std::string>(rc::gen::inRange<char>('0', '4'));
    };
    const std::string a = text();
    const std::string b = text();
    const std::string c = text();
    RC_ASSERT((DigitEdits(a, b) == 0) == (a == b));
    RC_ASSERT(DigitEdits(a, b) == DigitEdits(b, a));
    RC_ASSERT(DigitEdits(a, c) <= DigitEdits(a, b) + DigitEdits(b, c));
  });
}

TEST(WilsonInterval, AgreesWithPublishedValues) {
  // 81 of 263: Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
  const Interval interval = WilsonInterval(81, 263);
  EXPECT_NEAR(interval.low, 0.2553, 5e-5);
  EXPECT_NEAR(interval.high, 0.3662, 5e-5);
}

TEST(WilsonInterval, AlwaysHoldsTheMeasuredShareAndStaysWithinZeroAndOne) {
  rc::check([] {
    const auto count = *rc::gen::inRange<std::int64_t>(1, 100000);
    const auto hits = *rc::gen::inRange<std::int64_t>(0, count + 1);
    const Interval interval = WilsonInterval(hits, count);
    const double share = static_cast<double>(hits) / static_cast<double>(count);
    RC_ASSERT(interval.low >= 0.0 && interval.high <= 1.0);
    RC_ASSERT(interval.low <= share + 1e-12 && share <= interval.high + 1e-12);
  });
}

}  // namespace
}  // namespace inkdigit::cli
