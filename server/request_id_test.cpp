#include "server/request_id.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inkdigit {
namespace {

using ::testing::MatchesRegex;

TEST(RequestId, IsTheClientsOwnWhereThatIsWellFormed) {
  for (const char* id : {"a", "0193640d-7f3a-7cc1-9a55-0d5e9f5c1b2e", "job_17.part-3"}) {
    EXPECT_EQ(RequestId(id), id);
  }
  const std::string longest(64, 'x');
  EXPECT_EQ(RequestId(longest), longest);
}

TEST(RequestId, IsANewOneWhereTheClientsIsNone) {
  const std::string too_long(65, 'x');
  for (const std::string_view id :
       {std::string_view(""), std::string_view(too_long), std::string_view("a b"),
        std::string_view("a\nlevel=error"), std::string_view("a\"b"), std::string_view("\xff"),
        std::string_view("a\0b", 3)}) {
    EXPECT_THAT(RequestId(id), MatchesRegex("[0-9a-f]{16}"));
  }
  EXPECT_NE(RequestId(""), RequestId(""));
}

}  // namespace
}  // namespace inkdigit
