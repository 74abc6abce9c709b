#include "training/data/bitmaps.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>

#include "core/temporary_folder_for_test.h"

namespace inkdigit::training {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

std::string OneOptdigit() {
  std::string text = "1\n";
  for (int y = 0; y < 32; ++y) {
    std::string row(32, '0');
    if (y == 5) row[7] = '1';
    text += row + '\n';
  }
  return text + " 3\n";
}

std::string OptdigitsMessage(const std::string& text) {
  const auto parsed = ParseOptdigits(text);
  return parsed.ok() ? "" : parsed.error().message;
}

TEST(ParseOptdigits, TurnsBitsIntoInkOnBlack) {
  const auto parsed = ParseOptdigits(OneOptdigit());
  ASSERT_TRUE(parsed.ok()) << parsed.error().message;
  ASSERT_EQ(parsed.value().size(), 1U);
  const LabelledImage& digit = parsed.value().front();
  EXPECT_EQ(digit.label, 3);
  EXPECT_EQ(digit.image.width(), 32);
  EXPECT_EQ(digit.image.height(), 32);
  EXPECT_EQ(digit.image.at(7, 5), 255);
  EXPECT_EQ(digit.image.at(8, 5), 0);
}

TEST(ParseOptdigits, NamesTheLineThatIsWrong) {
  const std::string good = OneOptdigit();
  EXPECT_THAT(OptdigitsMessage(""), HasSubstr("line 1"));
  std::string wrong_count = good;
  wrong_count[0] = '2';
  EXPECT_THAT(OptdigitsMessage(wrong_count), HasSubstr("line 1: expected the number"));
  EXPECT_THAT(OptdigitsMessage(good.substr(0, 90)), HasSubstr("line 4: expected 32 characters"));
  EXPECT_THAT(OptdigitsMessage(good.substr(0, good.size() - 2)), HasSubstr("line 34: expected a"));
  std::string bad_bit = good;
  bad_bit[2] = '2';
  EXPECT_THAT(OptdigitsMessage(bad_bit), HasSubstr("line 2: expected 32 characters"));
}

// Two IDX files in a folder of their own, with the checksums they have.
class IdxSet : public testing::Test {
 protected:
  // The file's checksum stays alive as long as the test.
  DataFile Write(const char* name, const std::string& bytes, std::string& sha256) {
    std::ofstream(folder_ + "/" + name, std::ios::binary) << bytes;
    sha256 = Sha256Hex(bytes.data(), bytes.size());
    return {name, sha256, "a test makes it"};
  }

  static std::string Images(int count) {
    const std::string head("\0\0\x08\x03\0\0\0", 7);
    return head + static_cast<char>(count) + std::string("\0\0\0\x02\0\0\0\x03", 8) +
           std::string(static_cast<std::size_t>(count) * 6, '\x7f');
  }
  static std::string Labels(const std::string& labels) {
    return std::string("\0\0\x08\x01\0\0\0", 7) + static_cast<char>(labels.size()) + labels;
  }

  TemporaryFolder temporary_;
  std::string folder_ = temporary_.path();
  std::string image_sum_;
  std::string label_sum_;
};

TEST_F(IdxSet, PairsPicturesWithLabels) {
  const DataFile images = Write("images", Images(2), image_sum_);
  const DataFile labels = Write("labels", Labels("\x04\x09"), label_sum_);
  const auto set = ReadIdxSet(folder_, images, labels);
  ASSERT_TRUE(set.ok()) << set.error().message;
  ASSERT_EQ(set.value().size(), 2U);
  EXPECT_EQ(set.value()[0].label, 4);
  EXPECT_EQ(set.value()[1].label, 9);
  EXPECT_EQ(set.value()[1].image.width(), 3);
  EXPECT_EQ(set.value()[1].image.height(), 2);
  EXPECT_EQ(set.value()[1].image.at(2, 1), 0x7f);
}

TEST_F(IdxSet, RefusesCountsThatDifferAndLabelsThatAreNoDigits) {
  const DataFile images = Write("images", Images(2), image_sum_);
  DataFile labels = Write("labels", Labels("\x04"), label_sum_);
  EXPECT_EQ(ReadIdxSet(folder_, images, labels).error().message, "labels: 1 labels for 2 pictures");
  labels = Write("labels", Labels("\x04\x0a"), label_sum_);
  EXPECT_EQ(ReadIdxSet(folder_, images, labels).error().message,
            "labels: label 10, expected 0 to 9");
}

TEST_F(IdxSet, TellsOfAMissingFileHowToGetIt) {
  const DataFile images = {"nothing", "00", "a test makes it"};
  const std::string message = ReadIdxSet(folder_, images, images).error().message;
  EXPECT_THAT(message, StartsWith(folder_ + "/nothing: missing"));
  EXPECT_THAT(message, HasSubstr("a test makes it"));
}

TEST_F(IdxSet, TellsOfAWrongChecksumWhatWasExpected) {
  DataFile images = Write("images", Images(2), image_sum_);
  images.sha256 = "feed";
  const std::string message = ReadIdxSet(folder_, images, images).error().message;
  EXPECT_THAT(message, HasSubstr("its SHA-256 is " + image_sum_ + ", expected feed"));
  EXPECT_EQ(message.find('\n'), std::string::npos);
}

TEST(Sha256Hex, KnowsTheStandardsExample) {
  EXPECT_EQ(Sha256Hex("abc", 3),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

}  // namespace
}  // namespace inkdigit::training
