// What operators see of a running server: readiness and metrics.
#include "server/operations.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <nlohmann/json.hpp>
#include <thread>

#include "server/server.h"
#include "server/test_client.h"
#include "server/test_exposition.h"
#include "server/test_pictures.h"
#include "store/test_store.h"

namespace inkdigit {
namespace {

using ::testing::Contains;
using ::testing::Key;
using namespace std::chrono_literals;

Response Ask(std::string_view method, Readiness readiness, std::string_view target = "/readyz") {
  const Request request{.method = std::string(method), .target = std::string(target)};
  auto answer = AnswerOperations(request, readiness, [] { return std::string("a_total 1\n"); });
  EXPECT_TRUE(answer);
  return answer ? *std::move(answer) : Response{};
}

TEST(Readiness, SaysWhyNot) {
  EXPECT_EQ(Ask("GET", Readiness::kReady).status, 200);
  for (const auto& [readiness, reason] :
       {std::pair(Readiness::kStarting, "starting"), std::pair(Readiness::kDraining, "draining"),
        std::pair(Readiness::kStoreAway, "store")}) {
    const Response answer = Ask("GET", readiness, "/readyz?verbose=1");
    EXPECT_EQ(answer.status, 503);
    EXPECT_EQ(nlohmann::json::parse(answer.body_view())["reason"], reason);
    EXPECT_THAT(answer.fields, Contains(Key("Retry-After")));
  }
  EXPECT_EQ(Ask("POST", Readiness::kReady).status, 405);
  EXPECT_EQ(Ask("DELETE", Readiness::kReady, "/metrics").status, 405);
  const Request other{.method = "GET", .target = "/readyzz"};
  EXPECT_FALSE(AnswerOperations(other, Readiness::kReady, nullptr));
}

class Operations : public ::testing::Test {
 protected:
  void Start(std::unique_ptr<Store> store, ServerOptions options = {}) {
    options.port = 0;
    options.worker_threads = 1;
    options.access_log = false;
    options.keep.mode = KeepMode::kAll;
    auto server =
        Server::Start(Recognizer(Model::LoadEmbedded().value()), options, std::move(store));
    ASSERT_TRUE(server.ok()) << server.error().message;
    server_ = std::move(server).value();
  }

  Answer Send(const std::string& request) {
    TestClient client(server_->port());
    client.Send(request);
    return client.Receive().value_or(Answer{});
  }

  // Waits until /readyz has that status.
  void ExpectReadiness(int status) {
    Answer answer;
    for (int i = 0; i < 600 && answer.status != status; ++i) {
      answer = Send(GetRequest("/readyz"));
      std::this_thread::sleep_for(20ms);
    }
    EXPECT_EQ(answer.status, status) << answer.body;
  }

  std::map<std::string, double> Samples() {
    const Answer answer = Send(GetRequest("/metrics"));
    EXPECT_EQ(answer.fields.at("content-type"), "text/plain; version=0.0.4; charset=utf-8");
    const auto parsed = ParseExposition(answer.body);
    EXPECT_EQ(parsed.error, "");
    return parsed.samples;
  }

  TemporaryFolder folder_;
  std::unique_ptr<Server> server_;
};

TEST_F(Operations, MetricsMoveWithWhatIsAsked) {
  auto store = OpenStore({.database = "sqlite:" + (folder_.path() / "a.db").string(), .log = {}});
  ASSERT_TRUE(store.ok());
  Start(std::move(store).value());
  ExpectReadiness(200);
  const std::string picture = EncodePng(DrawSeven());
  const Answer read = Send(PostRequest(picture));
  ASSERT_EQ(read.status, 200);
  const auto json = nlohmann::json::parse(read.body);
  const std::string cookie = read.fields.at("set-cookie").substr(0, 47);
  const auto correct = [&](const std::string& text) {
    const std::string body = R"({"text":")" + text + "\"}";
    const Answer answer =
        Send("PUT /api/v1/readings/" + json["id"].get<std::string>() +
             "/text HTTP/1.1\r\nHost: test\r\nCookie: " + cookie +
             "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
    EXPECT_EQ(answer.status, 200) << answer.body;
  };
  correct(json["text"]);
  correct("1");
  Send(PostRequest("no picture"));
  std::map<std::string, double> samples;
  for (int i = 0; i < 100; ++i) {  // the store tells what a reading was after the answer is out
    samples = Samples();
    if (samples.at("inkdigit_corrections_total") == 2) break;
    std::this_thread::sleep_for(20ms);
  }
  EXPECT_EQ(
      samples.at(R"(http_requests_total{route="/api/v1/recognize",method="POST",status="2xx"})"),
      1);
  EXPECT_EQ(
      samples.at(R"(http_requests_total{route="/api/v1/recognize",method="POST",status="4xx"})"),
      1);
  EXPECT_EQ(samples.at("inkdigit_readings_total"), 1);
  EXPECT_EQ(samples.at("inkdigit_corrections_total"), 2);
  EXPECT_EQ(samples.at("inkdigit_corrections_agreeing_total"), 1);
  EXPECT_GE(samples.at("inkdigit_connections"), 1);
  EXPECT_EQ(samples.at("inkdigit_queue_depth"), 0);
  for (const char* stage : {"queue", "decode", "ink", "read", "store"}) {
    EXPECT_GE(
        samples.at("inkdigit_stage_duration_seconds_count{stage=\"" + std::string(stage) + "\"}"),
        1)
        << stage;
  }
  EXPECT_EQ(samples.at("inkdigit_ready"), 1);
}

TEST_F(Operations, WithAKeyFileMetricsNeedAKeyToo) {
  ServerOptions options;
  options.gate.keys = ApiKeys::Parse("prometheus 0123456789abcdef").value();
  Start(nullptr, options);
  EXPECT_EQ(Send(GetRequest("/metrics")).status, 401);
  EXPECT_EQ(Send(GetRequest("/metrics", "Authorization: Bearer 0123456789abcdef\r\n")).status, 200);
  EXPECT_EQ(Send(GetRequest("/readyz")).status, 200);
}

TEST_F(Operations, IsNotReadyWhileTheDatabaseIsAwayAndIsAgainWhenItIsBack) {
  auto* postgres = TestPostgres::Get();
  if (postgres == nullptr) GTEST_SKIP() << "PostgreSQL is not installed";
  auto store = OpenStore({.database = postgres->NewDatabase(), .log = {}});
  ASSERT_TRUE(store.ok());
  Start(std::move(store).value());
  ExpectReadiness(200);
  postgres->Stop();
  ExpectReadiness(503);
  EXPECT_EQ(nlohmann::json::parse(Send(GetRequest("/readyz")).body)["reason"], "store");
  EXPECT_EQ(Send(GetRequest("/healthz")).status, 200);
  EXPECT_EQ(Send(PostRequest(EncodePng(DrawSeven()))).status, 200);  // reading goes on
  postgres->StartAgain();
  ExpectReadiness(200);
}

}  // namespace
}  // namespace inkdigit
