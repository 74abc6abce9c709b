#include "server/log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>

namespace inkdigit {
namespace {

using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::Not;

class Log : public ::testing::Test {
 protected:
  void TearDown() override { SetLogFormat(LogFormat::kLogfmt); }

  template <typename Write>
  static std::string Written(const Write& write) {
    testing::internal::CaptureStderr();
    write();
    return testing::internal::GetCapturedStderr();
  }
};

TEST_F(Log, TellsARequestInOneLine) {
  const std::string line = Written([] {
    LogAccess({.id = "job-7",
               .client = "192.0.2.1",
               .key = "scanner",
               .method = "POST",
               .target = "/api/v1/recognize?token=s3cret",
               .status = 200,
               .body_bytes = 312,
               .took = std::chrono::microseconds(1234)});
  });
  EXPECT_THAT(line, MatchesRegex("time=2[-0-9T:.]+Z level=info id=job-7 client=192.0.2.1 "
                                 "key=scanner method=POST path=/api/v1/recognize status=200 "
                                 "bytes=312 ms=1.23\n"));
  EXPECT_THAT(line, Not(HasSubstr("s3cret")));
}

TEST_F(Log, CanBeJson) {
  SetLogFormat(LogFormat::kJson);
  const auto access = nlohmann::json::parse(Written([] {
    LogAccess({.id = "a",
               .client = "::1",
               .key = "",
               .method = "GET",
               .target = "/\"\\\xff",
               .status = 404});
  }));
  EXPECT_EQ(access["path"], "/\"\\?");
  EXPECT_EQ(access["status"], 404);
  EXPECT_EQ(access["ms"], 0.0);
  const auto error = nlohmann::json::parse(Written([] { LogError("it broke\nhere", "job-7"); }));
  EXPECT_EQ(error["level"], "error");
  EXPECT_EQ(error["msg"], "it broke?here");
  EXPECT_EQ(error["id"], "job-7");
}

TEST_F(Log, HoldsNoLineOrFieldThatAClientForged) {
  const std::string line = Written([] {
    LogAccess({.id = "a",
               .client = "::1",
               .key = "",
               .method = "GET\nlevel=error",
               .target = "/x status=500 \"\nlevel=error " + std::string(500, 'y'),
               .status = 400});
  });
  EXPECT_EQ(std::count(line.begin(), line.end(), '\n'), 1);
  EXPECT_THAT(line, HasSubstr("path=\"/x status=500 \\\"?level=error yy"));
  EXPECT_LT(line.size(), 500U);
}

}  // namespace
}  // namespace inkdigit
