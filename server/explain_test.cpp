#include "server/explain.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace inkdigit {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;

Response Ask(std::string body) {
  static const Recognizer recognizer(Model::LoadEmbedded().value());
  Workspace workspace;
  Request request;
  request.method = "POST";
  request.target = "/api/v1/explain";
  request.body = std::move(body);
  PixelBudget pixels(1);
  return ExplainTile(request, {recognizer, pixels, workspace});
}

TEST(ExplainTile, TellsEveryLayerFromTheFirstConvolutionToTheLogits) {
  const Response response = Ask(std::string(784, '\x40'));
  ASSERT_EQ(response.status, 200) << response.body_view();
  EXPECT_EQ(response.content_type, "application/json");
  const json answer = json::parse(response.body_view());
  EXPECT_EQ(answer["evidence"]["shape"][0], kClasses);
  EXPECT_THAT(answer["layers"].front()["name"].get<std::string>(), HasSubstr("conv3x3"));
  EXPECT_EQ(answer["layers"].back()["shape"], (std::vector<int>{kClasses, 1, 1}));
  for (const json& layer : answer["layers"]) {
    const std::size_t count = layer["shape"][0].get<std::size_t>() *
                              layer["shape"][1].get<std::size_t>() *
                              layer["shape"][2].get<std::size_t>();
    EXPECT_EQ(layer["values"].get<std::string>().size(), (count + 2) / 3 * 4) << layer["name"];
  }
}

TEST(ExplainTile, RefusesBodiesThatAreNoTile) {
  for (const std::size_t size : {0U, 783U, 785U, 1048U}) {
    const Response response = Ask(std::string(size, '\0'));
    EXPECT_EQ(response.status, 400);
    EXPECT_EQ(response.content_type, "application/problem+json");
    EXPECT_THAT(json::parse(response.body_view())["detail"].get<std::string>(),
                HasSubstr("784 bytes"));
  }
}

}  // namespace
}  // namespace inkdigit
