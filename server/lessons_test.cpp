#include "server/lessons.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "store/test_store.h"

namespace inkdigit {
namespace {

KeptReading Corrected(const std::string& text, const std::string& correction) {
  KeptReading kept = TestReading(TestOwner(1), text);
  for (std::size_t i = 0; i < kept.reading.digits.size(); ++i) {
    kept.reading.digits[i].tile.pixels[0] = static_cast<std::uint8_t>(i + 1);
  }
  kept.correction = Correction{correction, 1};
  return kept;
}

std::string DigitsOf(const std::vector<Lesson>& lessons) {
  std::string digits;
  for (const Lesson& lesson : lessons) digits += static_cast<char>('0' + lesson.digit);
  return digits;
}

TEST(LessonsOf, AreTheCorrectedDigitsOldestFirst) {
  const auto lessons = LessonsOf({Corrected("7", "1"), Corrected("42", "4 3")});
  EXPECT_EQ(DigitsOf(lessons), "431");
  EXPECT_EQ(lessons[0].tile.pixels[0], 1);
  EXPECT_EQ(lessons[1].tile.pixels[0], 2);
}

TEST(LessonsOf, LeaveOutWhatWasNotCorrectedAndWhatHasAnotherNumberOfDigits) {
  EXPECT_TRUE(LessonsOf({TestReading(TestOwner(1))}).empty());
  EXPECT_TRUE(LessonsOf({Corrected("7", "11"), Corrected("42", "4"), Corrected("7", "")}).empty());
}

TEST(LessonsOf, HoldWhatWasRefusedAlone) {
  KeptReading kept = Corrected("7", "1");
  kept.reading.rejected = std::move(kept.reading.digits);
  kept.reading.digits.clear();
  kept.reading.text.clear();
  EXPECT_EQ(DigitsOf(LessonsOf({kept})), "1");
}

TEST(LessonsOf, AreNoMoreThanExemplarsHoldAndTheNewest) {
  std::vector<KeptReading> newest_first(Exemplars::kMost + 5, Corrected("7", "1"));
  newest_first.front().correction->text = "2";
  newest_first.back().correction->text = "3";
  const std::string digits = DigitsOf(LessonsOf(newest_first));
  EXPECT_EQ(digits.size(), Exemplars::kMost);
  EXPECT_EQ(digits.back(), '2');
  EXPECT_EQ(digits.find('3'), std::string::npos);
}

}  // namespace
}  // namespace inkdigit
