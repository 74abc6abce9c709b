#include "server/admin_token.h"

#include <gtest/gtest.h>

namespace inkdigit {
namespace {

using Claim = AdminToken::Claim;

TEST(AdminToken, IsRightOrWrongOrNotClaimed) {
  const std::optional<AdminToken> token(AdminToken("0123456789abcdef"));
  EXPECT_EQ(AdminToken::Check(token, "Bearer 0123456789abcdef"), Claim::kRight);
  EXPECT_EQ(AdminToken::Check(token, "bearer  0123456789abcdef "), Claim::kRight);
  EXPECT_EQ(AdminToken::Check(token, "Bearer 0123456789abcdeg"), Claim::kWrong);
  EXPECT_EQ(AdminToken::Check(token, "Bearer 0123456789abcdef0"), Claim::kWrong);
  EXPECT_EQ(AdminToken::Check(token, "Bearer "), Claim::kWrong);
  EXPECT_EQ(AdminToken::Check(token, ""), Claim::kNone);
  EXPECT_EQ(AdminToken::Check(token, "Basic 0123456789abcdef"), Claim::kNone);
}

TEST(AdminToken, IsAlwaysWrongWhereThereIsNoAdmin) {
  EXPECT_EQ(AdminToken::Check(std::nullopt, "Bearer "), Claim::kWrong);
  EXPECT_EQ(AdminToken::Check(std::nullopt, "Bearer 0123456789abcdef"), Claim::kWrong);
}

}  // namespace
}  // namespace inkdigit
