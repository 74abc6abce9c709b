#include "inkdigit/allowed.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <string>
#include <vector>

namespace inkdigit {
namespace {

using testing::HasSubstr;

// The network finds each digit of `text` with this probability, the others equally likely.
Reading ReadingOf(const std::string& text, float probability) {
  Reading reading;
  for (const char c : text) {
    GlyphReading glyph;
    glyph.digit = c - '0';
    glyph.scores.probabilities.fill((1.0F - probability) / 9.0F);
    glyph.scores.probabilities[static_cast<std::size_t>(glyph.digit)] = probability;
    glyph.scores.probabilities[kNotADigit] = 0.0F;
    reading.digits.push_back(glyph);
    reading.text += c;
  }
  return reading;
}

AllowedTexts ListOf(const std::string& list) {
  Result<AllowedTexts> allowed = AllowedTexts::Parse(list);
  EXPECT_TRUE(allowed.ok());
  return std::move(allowed).value();
}

TEST(AllowedTexts, TakesAnEntryALineWithoutSpacesAndRepetitions) {
  EXPECT_EQ(ListOf("1234\r\n 5 678\n\n1234\n99").size(), 3U);
}

TEST(AllowedTexts, NamesTheLineThatIsNoNumber) {
  const auto bad = AllowedTexts::Parse("12\n\n3x4\n");
  ASSERT_FALSE(bad.ok());
  EXPECT_EQ(bad.error().code, Errc::kInvalidArgument);
  EXPECT_THAT(bad.error().message, HasSubstr("line 3"));
  EXPECT_FALSE(AllowedTexts::Parse(std::string(101, '7')).ok());
  EXPECT_TRUE(AllowedTexts::Parse(std::string(100, '7')).ok());
}

TEST(AllowedTexts, RefusesAListWithoutEntries) {
  EXPECT_FALSE(AllowedTexts::Parse("").ok());
  EXPECT_FALSE(AllowedTexts::Parse(" \n\n").ok());
}

TEST(AllowedTexts, FindsTheEntryThatWasMisreadInOnePlace) {
  Reading reading = ReadingOf("1734", 0.9F);
  // The second digit looks much like a 1.
  reading.digits[1].scores.probabilities[7] = 0.55F;
  reading.digits[1].scores.probabilities[1] = 0.44F;
  const auto matches = ListOf("1134\n5678\n9999\n1134567\n").Match(reading);
  ASSERT_EQ(matches.size(), 3U);  // those of four digits
  EXPECT_EQ(matches[0].text, "1134");
  EXPECT_GT(matches[0].probability, 0.95);
  EXPECT_LT(matches[1].probability, 0.01);
}

TEST(AllowedTexts, DoubtsWhenWhatIsSurelyReadIsNotOnTheList) {
  const auto matches = ListOf("12\n34\n56").Match(ReadingOf("78", 0.9999F));
  ASSERT_FALSE(matches.empty());
  EXPECT_LT(matches[0].probability, 0.01);
}

TEST(AllowedTexts, SharesTheProbabilityBetweenEntriesThatLookTheSame) {
  Reading reading = ReadingOf("17", 0.98F);
  reading.digits[1].scores.probabilities.fill(0.0F);
  reading.digits[1].scores.probabilities[7] = 0.5F;
  reading.digits[1].scores.probabilities[1] = 0.5F;
  const auto matches = ListOf("11\n17\n55").Match(reading);
  EXPECT_NEAR(matches[0].probability, matches[1].probability, 1e-9);
  EXPECT_GT(matches[0].probability, 0.49);
}

TEST(AllowedTexts, HasNoMatchOfAnotherLengthOrOfNothing) {
  const AllowedTexts list = ListOf("12\n345");
  EXPECT_TRUE(list.Match(ReadingOf("1234", 0.9F)).empty());
  EXPECT_TRUE(list.Match(Reading{}).empty());
}

TEST(AllowedTexts, GivesProbabilitiesInOrderThatSumToOneAtMost) {
  EXPECT_TRUE(rc::check([] {
    const int length = *rc::gen::inRange(1, 6);
    const auto number = rc::gen::container<std::string>(static_cast<std::size_t>(length),
                                                        rc::gen::inRange<char>('0', '9'));
    std::string list;
    for (int i = *rc::gen::inRange(1, 30); i > 0; --i) list += *number + '\n';
    const float probability = static_cast<float>(*rc::gen::inRange(10, 101)) / 100.0F;
    const auto matches = ListOf(list).Match(ReadingOf(*number, probability), 100);
    double sum = 0.0;
    double least =
        1.0 + 1e-9;  // so far; RC_ASSERT evaluates both sides of an ||, so none guards an index
    for (const AllowedMatch& match : matches) {
      RC_ASSERT(match.probability <= least);
      least = match.probability;
      sum += match.probability;
    }
    RC_ASSERT(sum <= 1.0 + 1e-9);
  }));
}

}  // namespace
}  // namespace inkdigit
