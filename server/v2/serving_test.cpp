// The Open Inference Protocol over a loopback socket: what clients of other servers send, and what
// the session itself refuses.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "server/server.h"
#include "server/test_client.h"
#include "server/test_pictures.h"

namespace inkdigit {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;

class V2Serving : public ::testing::Test {
 protected:
  void SetUp() override {
    ServerOptions options;
    options.port = 0;
    options.worker_threads = 2;
    options.access_log = false;
    options.header_timeout = std::chrono::milliseconds(300);
    options.body_timeout = std::chrono::milliseconds(300);
    auto server = Server::Start(Recognizer(Model::LoadEmbedded().value()), options);
    ASSERT_TRUE(server.ok()) << server.error().message;
    server_ = std::move(server).value();
  }

  Answer Ask(const std::string& request) {
    TestClient client(server_->port());
    client.Send(request);
    const auto answer = client.Receive();
    EXPECT_TRUE(answer) << request.substr(0, 80);
    return answer.value_or(Answer{});
  }

  // The error's text, after checking that it is one of the protocol's.
  std::string ErrorOf(const std::string& request, int status) {
    const Answer answer = Ask(request);
    EXPECT_EQ(answer.status, status) << answer.body;
    EXPECT_EQ(answer.fields.at("content-type"), "application/json");
    return json::parse(answer.body)["error"];
  }

  std::unique_ptr<Server> server_;
};

std::string Infer(const std::string& body, const std::string& fields = "") {
  return "POST /v2/models/digits/infer HTTP/1.1\r\nHost: test\r\nContent-Length: " +
         std::to_string(body.size()) + "\r\n" + fields + "\r\n" + body;
}

TEST_F(V2Serving, AnswersWhatAClientAsksFirst) {
  for (const char* path : {"/v2", "/v2/", "/v2/health/live", "/v2/health/ready",
                           "/v2/models/digits", "/v2/models/digits/ready"}) {
    const Answer answer = Ask(GetRequest(path));
    EXPECT_EQ(answer.status, 200) << path;
    EXPECT_EQ(answer.fields.at("content-type"), "application/json") << path;
  }
  const json metadata = json::parse(Ask(GetRequest("/v2/models/digits")).body);
  const std::string version = metadata["versions"][0];
  EXPECT_EQ(Ask(GetRequest("/v2/models/digits/versions/" + version + "/ready")).status, 200);
}

TEST_F(V2Serving, InfersFromJsonAndFromBytes) {
  const std::string tile(784, '\0');
  json request = {{"id", "a"},
                  {"inputs",
                   {{{"name", "tiles"},
                     {"datatype", "UINT8"},
                     {"shape", {1, 28, 28}},
                     {"data", std::vector<int>(784)}}}}};
  const Answer plain = Ask(Infer(request.dump(), "Content-Type: application/json\r\n"));
  EXPECT_EQ(plain.status, 200) << plain.body;
  EXPECT_EQ(json::parse(plain.body)["id"], "a");
  request["inputs"][0].erase("data");
  request["inputs"][0]["parameters"] = {{"binary_data_size", 784}};
  request["parameters"] = {{"binary_data_output", true}};
  const std::string header = request.dump();
  const Answer packed = Ask(Infer(header + tile,
                                  "Content-Type: application/octet-stream\r\n"
                                  "inference-header-content-length: " +
                                      std::to_string(header.size()) + "\r\n"));
  ASSERT_EQ(packed.status, 200) << packed.body;
  EXPECT_EQ(packed.fields.at("content-type"), "application/octet-stream");
  const std::size_t length = std::stoul(packed.fields.at("inference-header-content-length"));
  EXPECT_EQ(packed.body.size(), length + 40 + 8 + 1);
}

TEST_F(V2Serving, SaysInTheProtocolsWordsWhatTheSessionRefuses) {
  EXPECT_THAT(ErrorOf(GetRequest("/v2/nothing"), 404), HasSubstr("/v2/nothing"));
  EXPECT_THAT(ErrorOf(GetRequest("/v2/models/digits/infer"), 405), HasSubstr("POST"));
  EXPECT_THAT(ErrorOf("POST /v2/models/digits/infer HTTP/1.1\r\nHost: test\r\n"
                      "Content-Length: 17825792\r\n\r\n",
                      413),
              HasSubstr("16777216 bytes"));
  EXPECT_THAT(ErrorOf("POST /v2/models/digits/infer HTTP/1.1\r\n\r\n", 400), HasSubstr("Host"));
  EXPECT_THAT(ErrorOf("POST /v2/models/digits/infer HTTP/1.1\r\nHost: test\r\n"
                      "Content-Length: 100\r\n\r\n{",
                      408),
              HasSubstr("in time"));
  EXPECT_THAT(
      ErrorOf("POST /v2/models/digits/infer HTTP/1.1\r\nHost: test\r\nExpect: x\r\n\r\n", 417),
      HasSubstr("100-continue"));
  EXPECT_THAT(ErrorOf("POST /v2/models/digits/infer HTTP/1.1\r\nHost: test\r\n"
                      "Transfer-Encoding: gzip\r\n\r\n",
                      501),
              HasSubstr("chunked"));
  EXPECT_THAT(ErrorOf(GetRequest("/v2", "X: " + std::string(20'000, 'x') + "\r\n"), 431),
              HasSubstr("header"));
}

TEST_F(V2Serving, KeepsTheConnectionAfterABadRequest) {
  TestClient client(server_->port());
  for (const char* body : {"", "{", "null",
                           R"({"inputs":[{"name":"tiles","shape":[-1],)"
                           R"("datatype":"UINT8","data":[]}]})",
                           R"({"inputs":[{"name":"tiles","shape":[2147483648,28,28],)"
                           R"("datatype":"UINT8","data":[1]}]})"}) {
    client.Send(Infer(body));
    const auto answer = client.Receive();
    ASSERT_TRUE(answer) << body;
    EXPECT_EQ(answer->status, 400) << body;
    EXPECT_TRUE(json::parse(answer->body).contains("error"));
  }
  client.Send(GetRequest("/v2"));
  EXPECT_EQ(client.Receive().value_or(Answer{}).status, 200);
}

}  // namespace
}  // namespace inkdigit
