#include "server/v2/route.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "server/problem.h"
#include "server/v2/infer.h"

namespace inkdigit::v2 {
namespace {

using nlohmann::json;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Pair;

Route RouteOf(const std::string& method, const std::string& target, bool ready = true) {
  Request request;
  request.method = method;
  request.target = target;
  ModelInfo model;
  model.name = "digits-9";
  return FindV2Route(request, model, ready);
}

Response Ask(const std::string& method, const std::string& target, bool ready = true) {
  return AsError(std::get<Response>(RouteOf(method, target, ready)));
}

json Get(const std::string& target) {
  const Response response = Ask("GET", target);
  EXPECT_EQ(response.status, 200) << target;
  EXPECT_EQ(response.content_type, "application/json");
  return json::parse(response.body_view());
}

TEST(V2Route, TellsOfTheServer) {
  for (const char* target : {"/v2", "/v2/", "/v2?x=1"}) {
    const json answer = Get(target);
    EXPECT_EQ(answer["name"], "inkdigit");
    EXPECT_NE(answer["version"], "");
    EXPECT_THAT(answer["extensions"], Contains("binary_tensor_data"));
  }
}

TEST(V2Route, TellsOfTheModelWithAndWithoutItsVersion) {
  for (const char* target : {"/v2/models/digits", "/v2/models/digits/versions/digits-9"}) {
    const json answer = Get(target);
    EXPECT_EQ(answer["name"], "digits");
    EXPECT_EQ(answer["versions"], json({"digits-9"}));
    EXPECT_EQ(answer["platform"], "inkdigit_safetensors");
    EXPECT_EQ(answer["inputs"][0],
              json({{"name", "tiles"}, {"datatype", "UINT8"}, {"shape", {-1, 28, 28}}}));
    EXPECT_EQ(answer["outputs"].size(), 5U);
  }
}

TEST(V2Route, SaysBothLiveAndReadyOnBothHealthPaths) {
  for (const char* target : {"/v2/health/live", "/v2/health/ready"}) {
    EXPECT_EQ(Get(target), json({{"live", true}, {"ready", true}})) << target;
    EXPECT_EQ(Ask("HEAD", target).status, 200);
  }
  EXPECT_EQ(Get("/v2/models/digits/ready"), json({{"name", "digits"}, {"ready", true}}));
  EXPECT_EQ(Get("/v2/models/digits/versions/digits-9/ready")["ready"], true);
}

TEST(V2Route, IsLiveButNotReadyWhileTheServerStops) {
  EXPECT_EQ(Ask("GET", "/v2/health/live", false).status, 200);
  for (const char* target : {"/v2/health/ready", "/v2/models/digits/ready"}) {
    const Response response = Ask("GET", target, false);
    EXPECT_EQ(response.status, 503);
    const json answer = json::parse(response.body_view());
    EXPECT_EQ(answer["ready"], false);
    EXPECT_TRUE(answer.contains("error"));
  }
}

TEST(V2Route, SendsInferenceToItsEndpoint) {
  for (const char* target :
       {"/v2/models/digits/infer", "/v2/models/digits/versions/digits-9/infer?x"}) {
    EXPECT_EQ(std::get<Endpoint>(RouteOf("POST", target)), &Infer) << target;
  }
}

TEST(V2Route, NamesTheModelOrVersionThatIsNotThere) {
  const auto error_of = [](const char* target) {
    const Response response = Ask("POST", target);
    EXPECT_EQ(response.status, 404) << target;
    return json::parse(response.body_view())["error"].get<std::string>();
  };
  EXPECT_THAT(error_of("/v2/models/mnist/infer"),
              HasSubstr("no model mnist; this server has digits"));
  EXPECT_THAT(error_of("/v2/models/Digits/infer"), HasSubstr("no model Digits"));
  EXPECT_THAT(error_of("/v2/models/digits/versions/1/infer"),
              HasSubstr("no version 1; it has digits-9"));
  for (const char* target :
       {"/v2/models", "/v2/models/", "/v2/models/digits/explain", "/v2/models/digits/versions",
        "/v2/health", "/v2/health/", "/v2/x", "/v2//", "/v2/models/digits/infer/",
        "/v2/models/digits/versions/digits-9/infer/x", "/v2/repository/index"}) {
    EXPECT_NE(error_of(target), "");
  }
}

TEST(V2Route, NamesTheMethodsThatAreAllowed) {
  const Response response = Ask("GET", "/v2/models/digits/infer");
  EXPECT_EQ(response.status, 405);
  EXPECT_THAT(response.fields, Contains(Pair("Allow", "POST")));
  EXPECT_THAT(json::parse(response.body_view())["error"], HasSubstr("only with POST"));
  for (const char* target :
       {"/v2", "/v2/health/live", "/v2/models/digits", "/v2/models/digits/ready"}) {
    const Response wrong = Ask("POST", target);
    EXPECT_EQ(wrong.status, 405) << target;
    EXPECT_THAT(wrong.fields, Contains(Pair("Allow", "GET, HEAD")));
  }
}

TEST(V2Route, KnowsItsPathsHoweverTheyAreSpelt) {
  for (const char* target :
       {"/v2", "/v2/", "/v2?x", "/%762/health/live", "/v2/%zz", "http://host/v2/models"}) {
    EXPECT_TRUE(IsUnderV2(target)) << target;
  }
  for (const char* target : {"/", "", "/v20", "/v1/v2", "*", "/api/v2/"}) {
    EXPECT_FALSE(IsUnderV2(target)) << target;
  }
}

TEST(AsError, TurnsProblemsIntoTheProtocolsErrorsAndLeavesTheRest) {
  Response problem = Problem(503, "too \"busy\"");
  const Response error = AsError(problem);
  EXPECT_EQ(error.status, 503);
  EXPECT_EQ(error.content_type, "application/json");
  EXPECT_EQ(json::parse(error.body_view()), json({{"error", "too \"busy\""}}));
  EXPECT_THAT(error.fields, Contains(Pair("Retry-After", "1")));
  Response page;
  page.content_type = "text/html";
  page.body = std::string("<p>");
  EXPECT_EQ(AsError(page).body_view(), "<p>");
}

}  // namespace
}  // namespace inkdigit::v2
