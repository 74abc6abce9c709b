#include "server/router.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/explain.h"
#include "server/recognize.h"

namespace inkdigit {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Pair;

Request Ask(std::string method, std::string target) {
  Request request;
  request.method = std::move(method);
  request.target = std::move(target);
  return request;
}

// -1: an endpoint.
int StatusOf(const Request& request) {
  const Route route = FindRoute(request);
  const auto* response = std::get_if<Response>(&route);
  return response ? response->status : -1;
}

TEST(Router, SendsPostedPicturesAndTilesToTheirEndpoints) {
  const auto endpoint = [](const char* target) {
    return std::get<Endpoint>(FindRoute(Ask("POST", target)));
  };
  EXPECT_EQ(endpoint("/api/v1/recognize?mode=digit"), &Recognize);
  EXPECT_EQ(endpoint("/api/v1/explain"), &ExplainTile);
  EXPECT_EQ(endpoint("/api/v1/readings?text=7"), &RecognizeCorrected);
}

TEST(Router, SendsWhatIsKeptToTheReadings) {
  for (const char* target : {"/api/v1/readings", "/api/v1/readings/export", "/api/v1/settings"}) {
    const Route route = FindRoute(Ask("GET", target));
    EXPECT_TRUE(std::holds_alternative<ToReadings>(route)) << target;
  }
  EXPECT_EQ(StatusOf(Ask("GET", "/api/v1/readingsandmore")), 404);
}

TEST(Router, NamesTheAllowedMethods) {
  const Route route = FindRoute(Ask("GET", "/api/v1/recognize"));
  const auto& response = std::get<Response>(route);
  EXPECT_EQ(response.status, 405);
  EXPECT_THAT(response.fields, Contains(Pair("Allow", "POST")));

  for (const char* path : {"/", "/healthz"}) {
    const Route wrong = FindRoute(Ask("DELETE", path));
    EXPECT_EQ(std::get<Response>(wrong).status, 405) << path;
    EXPECT_THAT(std::get<Response>(wrong).fields, Contains(Pair("Allow", "GET, HEAD"))) << path;
  }
}

TEST(Router, KnowsOnlyItsPaths) {
  for (const char* target : {"/nothing", "/healthz/", "/api/v1/", "/index.htm", "//"}) {
    EXPECT_EQ(StatusOf(Ask("GET", target)), 404) << target;
  }
  EXPECT_EQ(StatusOf(Ask("GET", "/%zz")), 400);
  EXPECT_EQ(StatusOf(Ask("OPTIONS", "*")), 400);
}

TEST(Router, SendsWhoAddsASlashToThePage) {
  const Route route = FindRoute(Ask("GET", "/docs/"));
  EXPECT_EQ(std::get<Response>(route).status, 308);
  EXPECT_THAT(std::get<Response>(route).fields, Contains(Pair("Location", "../docs")));
  EXPECT_EQ(StatusOf(Ask("GET", "/docs")), 200);
}

TEST(Router, TellsThatItIsAlive) {
  for (const char* method : {"GET", "HEAD"}) {
    EXPECT_EQ(StatusOf(Ask(method, "/healthz?verbose=1")), 200);
    EXPECT_EQ(StatusOf(Ask(method, "/")), 200);
  }
}

TEST(Router, SaysWhatIsNotThere) {
  const Route route = FindRoute(Ask("GET", "/no%20where"));
  EXPECT_THAT(std::string(std::get<Response>(route).body_view()), HasSubstr("/no where"));
}

}  // namespace
}  // namespace inkdigit
