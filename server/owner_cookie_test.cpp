#include "server/owner_cookie.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inkdigit {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(OwnerCookie, ComesBackFromTheBrowser) {
  const OwnerSecret secret = NewOwnerSecret();
  const std::string cookie = OwnerCookie(secret, false);
  const std::string pair = cookie.substr(0, cookie.find(';'));
  EXPECT_EQ(ReadOwnerCookie(pair), secret);
  EXPECT_EQ(ReadOwnerCookie("theme=dark; " + pair + ";x=y"), secret);
  EXPECT_NE(NewOwnerSecret(), secret);
  EXPECT_EQ(OwnerOf(secret), OwnerOf(secret));
  EXPECT_NE(OwnerOf(secret), OwnerOf(NewOwnerSecret()));
}

TEST(OwnerCookie, IsOutOfReachOfScriptsAndOtherSites) {
  const OwnerSecret secret{};
  EXPECT_THAT(OwnerCookie(secret, false), HasSubstr("; HttpOnly; SameSite=Lax"));
  EXPECT_THAT(OwnerCookie(secret, false), Not(HasSubstr("Secure")));
  EXPECT_THAT(OwnerCookie(secret, true), HasSubstr("; Secure"));
}

TEST(OwnerCookie, IsAsIfAbsentWhereItIsBroken) {
  const std::string good = "inkdigit_owner=0123456789abcdef0123456789abcdef";
  ASSERT_TRUE(ReadOwnerCookie(good));
  for (const std::string& bad :
       {std::string(), std::string("inkdigit_owner"), std::string("inkdigit_owner="), good + "0",
        good.substr(0, good.size() - 1),
        std::string("inkdigit_owner=0123456789ABCDEF0123456789ABCDEF"),
        std::string("inkdigit_owner=\"0123456789abcdef0123456789abcdef\""), "x" + good,
        std::string(good).append("; ").append(good),
        std::string("inkdigit_owner=' OR '1'='1' --0123456789abcd"), std::string(10'000, ';'),
        std::string("inkdigit_owner=").append(1, '\0').append(31, '0')}) {
    EXPECT_FALSE(ReadOwnerCookie(bad)) << bad;
  }
}

}  // namespace
}  // namespace inkdigit
