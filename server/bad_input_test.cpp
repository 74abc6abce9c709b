// bad_requests_for_test.h's, to a real server: the status, and whether the connection still works,
// or ends, afterwards.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <nlohmann/json.hpp>
#include <string>

#include "server/bad_requests_for_test.h"
#include "server/server.h"
#include "server/test_client.h"
#include "server/test_pictures.h"

namespace inkdigit {
namespace {

using namespace std::chrono_literals;

class BadInput : public ::testing::TestWithParam<TestRequest> {
 protected:
  static void SetUpTestSuite() {
    ServerOptions options;
    options.port = 0;
    options.worker_threads = 1;
    options.access_log = false;
    options.header_timeout = 1s;
    options.body_timeout = 1s;
    server_ = Server::Start(Recognizer(Model::LoadEmbedded().value()), options).value();
  }
  static void TearDownTestSuite() { server_.reset(); }

  static std::unique_ptr<Server> server_;
};

std::unique_ptr<Server> BadInput::server_;

TEST_P(BadInput, IsAnsweredAndLeavesTheConnectionInOrder) {
  const TestRequest& bad = GetParam();
  TestClient client(server_->port());
  const auto start = std::chrono::steady_clock::now();
  client.Send(bad.request);
  const auto answer = client.Receive();
  ASSERT_TRUE(answer) << "no answer";
  EXPECT_EQ(answer->status, bad.status) << answer->body;
  if (bad.status != 408) {
    EXPECT_LT(std::chrono::steady_clock::now() - start, 900ms);
  }
  if (bad.status >= 400) {
    EXPECT_EQ(answer->fields.at("content-type"), "application/problem+json");
    const auto problem = nlohmann::json::parse(answer->body);
    EXPECT_EQ(problem["status"], bad.status);
    EXPECT_GT(problem["detail"].get<std::string>().size(), 10U);
  }
  if (bad.after == After::kEnds) {
    EXPECT_TRUE(client.IsClosedWithin(5s)) << "the connection stays open";
    return;
  }
  client.Send(GetRequest("/healthz"));
  EXPECT_EQ(client.Receive().value_or(Answer{}).body, R"({"status":"ok"})");
}

INSTANTIATE_TEST_SUITE_P(All, BadInput, ::testing::ValuesIn(BadRequests()),
                         [](const auto& test) { return test.param.what; });

// A body that looks like a request must not become one.
TEST(Smuggling, WhatABodyHoldsIsNeverARequest) {
  ServerOptions options;
  options.port = 0;
  options.worker_threads = 1;
  options.access_log = false;
  const auto server = Server::Start(Recognizer(Model::LoadEmbedded().value()), options).value();
  const std::string inner = "GET /smuggled HTTP/1.1\r\nHost: test\r\n\r\n";
  for (const std::string& outer :
       {PostAsItIs("Content-Length: 0\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n" + inner),
        PostAsItIs("Content-Length: 5\r\nContent-Length: 0\r\n", inner),
        PostAsItIs("Transfer-Encoding: xchunked\r\n", "0\r\n\r\n" + inner),
        PostAsItIs("Content-Length: 9999999\r\n", inner)}) {
    TestClient client(server->port());
    client.Send(outer);
    client.FinishSending();
    const auto first = client.Receive();
    ASSERT_TRUE(first);
    EXPECT_GE(first->status, 400);
    EXPECT_FALSE(client.Receive()) << "a second answer";
  }
}

}  // namespace
}  // namespace inkdigit
