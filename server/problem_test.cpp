#include "server/problem.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace inkdigit {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::Pair;

TEST(Problem, SpellsRfc9457) {
  const Response response = Problem({Errc::kBadImage, "the PNG ends early"});
  EXPECT_EQ(response.status, 422);
  EXPECT_EQ(response.content_type, "application/problem+json");
  EXPECT_EQ(response.body_view(),
            R"({"type":"about:blank","title":"Unprocessable Entity","status":422,)"
            R"("detail":"the PNG ends early"})");
}

TEST(Problem, GivesEachCodeTheStatusThatTheApiDocuments) {
  EXPECT_EQ(HttpStatus(Errc::kUnsupportedFormat), 415);
  EXPECT_EQ(HttpStatus(Errc::kBadImage), 422);
  EXPECT_EQ(HttpStatus(Errc::kTooLarge), 413);
  EXPECT_EQ(HttpStatus(Errc::kUnsupported), 400);
  EXPECT_EQ(HttpStatus(Errc::kInvalidArgument), 400);
  EXPECT_EQ(HttpStatus(Errc::kBadModel), 500);
  EXPECT_EQ(HttpStatus(Errc::kIo), 500);
  EXPECT_EQ(HttpStatus(Errc::kUnavailable), 503);
}

TEST(Problem, KeepsTheServersOwnFaultsToItself) {
  const Response response = Problem({Errc::kIo, "can't read /etc/secret"});
  EXPECT_THAT(std::string(response.body_view()), Not(HasSubstr("secret")));
}

TEST(Problem, TellsWhatCantBeHadNow) {
  const Response response = Problem({Errc::kUnavailable, "the disk is full"});
  EXPECT_THAT(std::string(response.body_view()), HasSubstr("the disk is full"));
}

TEST(Problem, TellsWhenToComeBackWhenBusy) {
  EXPECT_THAT(Problem(503, "full").fields, Contains(Pair("Retry-After", "1")));
  EXPECT_THAT(Problem(404, "no").fields, Not(Contains(Pair("Retry-After", "1"))));
}

TEST(Problem, StaysValidJsonWhateverTheDetail) {
  const Response response = Problem(400, "bad \xFF byte, \"quote\" and \n");
  const auto json = nlohmann::json::parse(response.body_view());
  EXPECT_EQ(json["detail"], "bad \xEF\xBF\xBD byte, \"quote\" and \n");
}

TEST(StatusTitle, NamesEveryStatusThatIsSent) {
  for (const int status :
       {200, 201, 304, 400, 401, 403, 404, 405, 408, 413, 415, 417, 422, 431, 500, 501, 503}) {
    EXPECT_NE(StatusTitle(status), "Unknown") << status;
  }
  EXPECT_EQ(StatusTitle(299), "Unknown");
}

}  // namespace
}  // namespace inkdigit
