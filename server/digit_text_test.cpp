#include "server/digit_text.h"

#include <gtest/gtest.h>

#include <string>

namespace inkdigit {
namespace {

TEST(DigitText, IsDigitsWithSingleGaps) {
  for (const char* good : {"", "7", "0123456789", "12 34", "1\n2 3"}) {
    EXPECT_TRUE(IsDigitText(good)) << good;
  }
  EXPECT_TRUE(IsDigitText(std::string(1000, '1')));
}

TEST(DigitText, IsNothingElse) {
  for (const char* bad : {" ", "1 ", " 1", "1  2", "1\t2", "-1", "1.5", "seven", "\xd9\xa1",
                          "1'; DROP TABLE readings; --"}) {
    EXPECT_FALSE(IsDigitText(bad)) << bad;
  }
  EXPECT_FALSE(IsDigitText(std::string(1001, '1')));
  EXPECT_FALSE(IsDigitText(std::string("1\0", 2)));
}

}  // namespace
}  // namespace inkdigit
