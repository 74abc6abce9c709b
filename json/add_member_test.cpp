#include "json/add_member.h"

#include <gtest/gtest.h>

namespace inkdigit {
namespace {

TEST(AddMember, AppendsToFullAndEmptyObjects) {
  std::string object = R"({"a":1})";
  AddMember(object, "why", "a \"word\"");
  EXPECT_EQ(object, R"({"a":1,"why":"a \"word\""})");
  std::string empty = "{}";
  AddMembers(empty, R"({"b":[2]})");
  EXPECT_EQ(empty, R"({"b":[2]})");
}

}  // namespace
}  // namespace inkdigit
