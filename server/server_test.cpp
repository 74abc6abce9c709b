// The real server over a loopback socket: what the wire carries, good and bad. What a picture
// answers is the business of recognize_test.cpp.
#include "server/server.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/types.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <nlohmann/json.hpp>
#include <thread>
#include <vector>

#include "server/pages.h"
#include "server/test_client.h"
#include "server/test_pictures.h"

namespace inkdigit {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Key;
using ::testing::Not;
using ::testing::Pair;
using namespace std::chrono_literals;

Recognizer TestRecognizer() {
  static const Model model = Model::LoadEmbedded().value();
  return Recognizer(model);
}

ServerOptions TestOptions() {
  ServerOptions options;
  options.port = 0;
  options.worker_threads = 2;
  options.access_log = false;
  return options;
}

class ServerTest : public ::testing::Test {
 protected:
  void StartServer(const ServerOptions& options = TestOptions()) {
    auto server = Server::Start(TestRecognizer(), options);
    ASSERT_TRUE(server.ok()) << server.error().message;
    server_ = std::move(server).value();
  }

  [[nodiscard]] std::uint16_t port() const { return server_->port(); }

  // After whatever came before, the server still reads a picture; one that is busy with what a test
  // left says so.
  void TearDown() override {
    if (!server_) return;
    std::optional<Answer> answer;
    for (int attempt = 0; attempt < 500; ++attempt) {
      TestClient client(port());
      client.Send(PostRequest(picture_));
      answer = client.Receive();
      ASSERT_TRUE(answer);
      if (answer->status != 503) break;
      std::this_thread::sleep_for(10ms);
    }
    EXPECT_EQ(answer->status, 200) << answer->body;
  }

  // Sends a whole request on a connection of its own and checks that the answer is a problem.
  void ExpectProblem(std::string_view request, int status, std::string_view detail) {
    TestClient client(port());
    client.Send(request);
    const auto answer = client.Receive();
    ASSERT_TRUE(answer) << "no answer; expected " << status;
    ExpectProblem(*answer, status, detail);
  }

  static void ExpectProblem(const Answer& answer, int status, std::string_view detail) {
    EXPECT_EQ(answer.status, status) << answer.body;
    EXPECT_THAT(answer.fields, Contains(Pair("content-type", "application/problem+json")));
    const auto problem = nlohmann::json::parse(answer.body);
    EXPECT_EQ(problem["status"], status);
    EXPECT_THAT(problem["detail"].get<std::string>(), HasSubstr(std::string(detail)));
  }

  const std::string picture_ = EncodePng(DrawSeven());
  std::unique_ptr<Server> server_;
};

TEST_F(ServerTest, ReadsAPicture) {
  StartServer();
  TestClient client(port());
  ASSERT_TRUE(client.Send(PostRequest(picture_, "Content-Type: image/png\r\n")));
  const auto answer = client.Receive();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 200);
  EXPECT_EQ(answer->fields.at("content-type"), "application/json");
  const auto json = nlohmann::json::parse(answer->body);
  EXPECT_EQ(json["width"], 280);
}

TEST_F(ServerTest, AnswersBadPicturesWithTheDocumentedStatus) {
  StartServer();
  ExpectProblem(PostRequest(""), 400, "no body");
  ExpectProblem("POST /api/v1/recognize HTTP/1.1\r\nHost: test\r\n\r\n", 400, "no body");
  ExpectProblem(PostRequest("just text", "Content-Type: image/png\r\n"), 415, "PNG");
  ExpectProblem(PostRequest(picture_.substr(0, picture_.size() / 2)), 422, "");
  ExpectProblem(PostRequest(PngThatClaims(60000, 60000)), 413, "pixels");
  ExpectProblem(
      PostRequest("--b\r\nContent-Disposition: form-data; name=\"image\"\r\n\r\n" + picture_,
                  "Content-Type: multipart/form-data; boundary=b\r\n"),
      400, "ends before its last boundary");
}

TEST_F(ServerTest, RefusesAWrongPathOrMethod) {
  StartServer();
  ExpectProblem(GetRequest("/nothing/here"), 404, "/nothing/here");
  TestClient client(port());
  client.Send(GetRequest("/api/v1/recognize"));
  const auto answer = client.Receive();
  ASSERT_TRUE(answer);
  ExpectProblem(*answer, 405, "POST");
  EXPECT_EQ(answer->fields.at("allow"), "POST");
}

TEST_F(ServerTest, RefusesABodyThatIsTooLargeBeforeReadingIt) {
  StartServer();
  TestClient client(port());
  client.Send("POST /api/v1/recognize HTTP/1.1\r\nHost: test\r\nContent-Length: 17825792\r\n\r\n");
  const auto answer = client.Receive();
  ASSERT_TRUE(answer);
  ExpectProblem(*answer, 413, "16777216 bytes");
  EXPECT_EQ(answer->fields.at("connection"), "close");
}

TEST_F(ServerTest, LetsAClientThatSends17MebibytesSeeTheAnswer) {
  StartServer();
  const std::string large(std::size_t{17} << 20, 'x');
  ExpectProblem(PostRequest(large), 413, "16777216 bytes");
}

TEST_F(ServerTest, RefusesAChunkedBodyThatGrowsTooLarge) {
  StartServer();
  TestClient client(port());
  client.Send(
      "POST /api/v1/recognize HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n");
  const std::string chunk = "100000\r\n" + std::string(std::size_t{1} << 20, 'x') + "\r\n";
  for (int i = 0; i < 17; ++i) client.Send(chunk);
  const auto answer = client.Receive();
  ASSERT_TRUE(answer);
  ExpectProblem(*answer, 413, "16777216 bytes");
}

TEST_F(ServerTest, RefusesAPathBeforeReadingTheBody) {
  StartServer();
  TestClient client(port());
  client.Send("POST /nothing HTTP/1.1\r\nHost: test\r\nContent-Length: 1000\r\n\r\n");
  const auto answer = client.Receive();
  ASSERT_TRUE(answer);
  ExpectProblem(*answer, 404, "/nothing");
  EXPECT_EQ(answer->fields.at("connection"), "close");
}

TEST_F(ServerTest, TakesChunkedBodies) {
  StartServer();
  TestClient client(port());
  client.Send(
      "POST /api/v1/recognize HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: Chunked\r\n\r\n");
  for (const char byte : picture_) client.Send("1;note=x\r\n" + std::string(1, byte) + "\r\n");
  client.Send("0\r\nTrailer: ignored\r\n\r\n" + GetRequest("/healthz"));
  ASSERT_EQ(client.Receive().value_or(Answer{}).status, 200);
  EXPECT_EQ(client.Receive().value_or(Answer{}).status, 200);
}

TEST_F(ServerTest, RefusesBrokenChunks) {
  StartServer();
  ExpectProblem(
      "POST /api/v1/recognize HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
      400, "not a valid HTTP/1.1 request");
}

TEST_F(ServerTest, InvitesTheBodyOfAClientThatAsksFirst) {
  StartServer();
  TestClient client(port());
  const std::string request = PostRequest(picture_, "Expect: 100-continue\r\n");
  const std::size_t header = request.find("\r\n\r\n") + 4;
  client.Send(request.substr(0, header));
  ASSERT_EQ(client.Receive().value_or(Answer{}).status, 100);
  client.Send(request.substr(header));
  EXPECT_EQ(client.Receive().value_or(Answer{}).status, 200);
}

TEST_F(ServerTest, RefusesTheBodyOfAClientThatAsksFirstWithoutInvitingIt) {
  StartServer();
  ExpectProblem(
      "POST /api/v1/recognize HTTP/1.1\r\nHost: test\r\nContent-Length: 17825792\r\n"
      "Expect: 100-continue\r\n\r\n",
      413, "16777216 bytes");
  ExpectProblem(PostRequest(picture_, "Expect: miracles\r\n"), 417, "100-continue");
}

TEST_F(ServerTest, RefusesWhatIsNotHttp) {
  StartServer();
  ExpectProblem("\x16\x03\x01\x02\x05\x01garbage\r\n\r\n", 400, "not TLS");
  ExpectProblem("\x17garbage\r\n\r\n", 400, "not a valid HTTP/1.1 request");
  ExpectProblem("GET / HTTP/1.1\nHost: test\n\n", 400, "not a valid HTTP/1.1 request");
  ExpectProblem("GET / HTTP/2.0\r\nHost: test\r\n\r\n", 400,
                "not a valid HTTP/1.1 request: bad version");
  ExpectProblem("GET / HTTP/1.1\r\n\r\n", 400, "Host");
  ExpectProblem("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400, "Host");
  ExpectProblem(PostRequest(picture_, "Content-Length: 3\r\n"), 400,
                "not a valid HTTP/1.1 request");
  ExpectProblem(PostRequest(picture_, "Transfer-Encoding: chunked\r\n"), 400,
                "not a valid HTTP/1.1 request");
  ExpectProblem(
      "POST /api/v1/recognize HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
      501, "chunked");
  ExpectProblem(GetRequest("/%zz"), 400, "percent-encoding");
}

TEST_F(ServerTest, BoundsTheHeader) {
  StartServer();
  ExpectProblem(GetRequest("/healthz", "X: " + std::string(20'000, 'x') + "\r\n"), 431, "16384");
  ExpectProblem("GET /" + std::string(300'000, 'x'), 431, "16384");
  std::string many;
  for (int i = 0; i < 5000; ++i) many += "X: y\r\n";
  ExpectProblem(GetRequest("/healthz", many), 431, "16384");
}

TEST_F(ServerTest, CutsASlowHeader) {
  ServerOptions options = TestOptions();
  options.header_timeout = 200ms;
  StartServer(options);
  TestClient client(port());
  const auto start = std::chrono::steady_clock::now();
  std::optional<Answer> answer;
  std::thread drip([&] {  // a byte now and then must not keep it alive
    const std::string request = GetRequest("/healthz", "X: " + std::string(1000, 'x') + "\r\n");
    for (const char byte : request) {
      if (!client.Send(std::string(1, byte))) break;
      std::this_thread::sleep_for(20ms);
      if (std::chrono::steady_clock::now() - start > 1s) break;
    }
  });
  answer = client.Receive();
  const auto took = std::chrono::steady_clock::now() - start;
  drip.join();
  ASSERT_TRUE(answer);
  ExpectProblem(*answer, 408, "in time");
  EXPECT_GE(took, 190ms);
  EXPECT_LT(took, 3s);
}

TEST_F(ServerTest, CutsASlowBody) {
  ServerOptions options = TestOptions();
  options.body_timeout = 200ms;
  StartServer(options);
  TestClient client(port());
  const std::string request = PostRequest(picture_);
  client.Send(request.substr(0, request.size() - 10));
  const auto answer = client.Receive();
  ASSERT_TRUE(answer);
  ExpectProblem(*answer, 408, "in time");
}

TEST_F(ServerTest, ClosesAConnectionThatSaysNothing) {
  ServerOptions options = TestOptions();
  options.idle_timeout = 200ms;
  StartServer(options);
  TestClient silent(port());
  EXPECT_TRUE(silent.IsClosedWithin(5s));
  TestClient client(port());
  client.Send(GetRequest("/healthz"));
  ASSERT_TRUE(client.Receive());
  EXPECT_TRUE(client.IsClosedWithin(5s));
}

TEST_F(ServerTest, StopsLingeringForAClientThatNeverEnds) {
  ServerOptions options = TestOptions();
  options.linger_timeout = 200ms;
  StartServer(options);
  TestClient client(port());
  client.Send("garbage\r\n\r\n");
  ASSERT_TRUE(client.Receive());
  const auto start = std::chrono::steady_clock::now();
  while (client.Send("more") && std::chrono::steady_clock::now() - start < 5s) {
    std::this_thread::sleep_for(10ms);
  }
  EXPECT_LT(std::chrono::steady_clock::now() - start, 4s);
}

TEST_F(ServerTest, GivesUpOnAClientThatNeverTakesTheAnswer) {
  ServerOptions options = TestOptions();
  options.write_timeout = 200ms;
  StartServer(options);
  TestClient client(port());
  // Far more answers than the socket buffers of both sides hold.
  const std::string request = GetRequest("/");
  std::thread flood([&] {
    for (int i = 0; i < 100'000 && client.Send(request); ++i) {
    }
  });
  flood.join();  // Send() fails once the server has closed the connection
}

TEST_F(ServerTest, SurvivesClientsThatLeave) {
  StartServer();
  const std::string request = PostRequest(picture_);
  for (const std::size_t size : {std::size_t{0}, std::size_t{1}, std::size_t{30}, std::size_t{80},
                                 request.size() / 2, request.size() - 1, request.size()}) {
    TestClient client(port());
    client.Send(std::string_view(request).substr(0, size));
  }
}

TEST_F(ServerTest, TellsAClientWhoseRequestEndsInTheMiddle) {
  StartServer();
  for (const std::size_t size : {std::size_t{30}, std::size_t{100}}) {
    TestClient client(port());
    client.Send(PostRequest(picture_).substr(0, size));
    client.FinishSending();
    const auto answer = client.Receive();
    ASSERT_TRUE(answer);
    ExpectProblem(*answer, 400, "ends in the middle");
  }
}

TEST_F(ServerTest, AnswersAClientThatHasSentEverythingAndSaysSo) {
  StartServer();
  TestClient client(port());
  client.Send(PostRequest(picture_));
  client.FinishSending();
  EXPECT_EQ(client.Receive().value_or(Answer{}).status, 200);
  EXPECT_TRUE(client.IsClosedWithin(5s));
}

TEST_F(ServerTest, KeepsAConnectionForSeveralRequests) {
  StartServer();
  TestClient client(port());
  for (int i = 0; i < 5; ++i) {
    client.Send(PostRequest(picture_));
    ASSERT_EQ(client.Receive().value_or(Answer{}).status, 200);
    client.Send(PostRequest("text"));  // an error that was read whole doesn't end the connection
    ASSERT_EQ(client.Receive().value_or(Answer{}).status, 415);
    client.Send(GetRequest("/nothing"));
    ASSERT_EQ(client.Receive().value_or(Answer{}).status, 404);
  }
}

TEST_F(ServerTest, AnswersPipelinedRequestsInTheirOrder) {
  StartServer();
  TestClient client(port());
  client.Send(PostRequest(picture_) + GetRequest("/nothing") + PostRequest("text") +
              "HEAD / HTTP/1.1\r\nHost: test\r\n\r\n" + GetRequest("/healthz"));
  EXPECT_EQ(client.Receive().value_or(Answer{}).status, 200);
  EXPECT_EQ(client.Receive().value_or(Answer{}).status, 404);
  EXPECT_EQ(client.Receive().value_or(Answer{}).status, 415);
  EXPECT_EQ(client.Receive(/*without_body=*/true).value_or(Answer{}).status, 200);
  EXPECT_EQ(client.Receive().value_or(Answer{}).body, R"({"status":"ok"})");
}

TEST_F(ServerTest, ClosesWhenTheClientAsksForIt) {
  StartServer();
  TestClient client(port());
  client.Send(GetRequest("/healthz", "Connection: close\r\n"));
  const auto answer = client.Receive();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->fields.at("connection"), "close");
  EXPECT_TRUE(client.IsClosedWithin(5s));
}

TEST_F(ServerTest, SpeaksHttp10) {
  StartServer();
  TestClient old(port());
  old.Send("GET /healthz HTTP/1.0\r\n\r\n");
  const auto answer = old.Receive();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 200);
  EXPECT_TRUE(old.IsClosedWithin(5s));

  TestClient keeps(port());
  for (int i = 0; i < 2; ++i) {
    keeps.Send("GET /healthz HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    const auto kept = keeps.Receive();
    ASSERT_TRUE(kept);
    EXPECT_EQ(kept->fields.at("connection"), "keep-alive");
  }
}

TEST_F(ServerTest, ServesThePageWithStrictHeaders) {
  StartServer();
  TestClient client(port());
  client.Send(GetRequest("/"));
  const auto answer = client.Receive();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 200);
  EXPECT_EQ(answer->fields.at("content-type"), "text/html; charset=utf-8");
  const std::string& policy = answer->fields.at("content-security-policy");
  EXPECT_THAT(policy, HasSubstr("default-src 'none'"));
  EXPECT_THAT(policy, Not(HasSubstr("unsafe")));
  EXPECT_EQ(answer->fields.at("x-content-type-options"), "nosniff");
  EXPECT_EQ(answer->fields.at("referrer-policy"), "no-referrer");
  EXPECT_THAT(answer->fields, Contains(Key("date")));
  EXPECT_THAT(answer->body, HasSubstr("<html"));
}

TEST_F(ServerTest, GzipsThePageAndKnowsWhenTheClientHasIt) {
  StartServer();
  TestClient client(port());
  client.Send(GetRequest("/", "Accept-Encoding: gzip, deflate, br\r\n"));
  const auto packed = client.Receive();
  ASSERT_TRUE(packed);
  EXPECT_EQ(packed->fields.at("content-encoding"), "gzip");
  EXPECT_THAT(Gunzip(packed->body).value(), HasSubstr("<html"));

  client.Send(GetRequest(
      "/", "Accept-Encoding: gzip\r\nIf-None-Match: " + packed->fields.at("etag") + "\r\n"));
  const auto unchanged = client.Receive();
  ASSERT_TRUE(unchanged);
  EXPECT_EQ(unchanged->status, 304);
  EXPECT_EQ(unchanged->fields.at("etag"), packed->fields.at("etag"));
  EXPECT_THAT(unchanged->fields, Not(Contains(Key("content-length"))));
  client.Send(GetRequest("/healthz"));  // nothing of a body was left on the connection
  EXPECT_EQ(client.Receive().value_or(Answer{}).status, 200);
}

TEST_F(ServerTest, AnswersHeadLikeGetWithoutTheBody) {
  StartServer();
  TestClient client(port());
  client.Send(GetRequest("/"));
  const auto get = client.Receive();
  client.Send("HEAD / HTTP/1.1\r\nHost: test\r\n\r\n" + GetRequest("/healthz"));
  const auto head = client.Receive(/*without_body=*/true);
  ASSERT_TRUE(get && head);
  EXPECT_EQ(head->status, 200);
  EXPECT_EQ(head->fields.at("content-length"), get->fields.at("content-length"));
  EXPECT_EQ(client.Receive().value_or(Answer{}).body, R"({"status":"ok"})");
}

TEST_F(ServerTest, Serves64ClientsAtOnce) {
  StartServer();
  constexpr int kClients = 64;
  std::atomic<int> right = 0;
  std::vector<std::thread> clients;
  clients.reserve(kClients);
  for (int i = 0; i < kClients; ++i) {
    clients.emplace_back([&] {
      TestClient client(port());
      client.Send(PostRequest(picture_));
      if (client.Receive().value_or(Answer{}).status == 200) ++right;
    });
  }
  for (std::thread& client : clients) client.join();
  EXPECT_EQ(right, kClients);
}

TEST_F(ServerTest, TurnsAwayConnectionsBeyondTheLimit) {
  ServerOptions options = TestOptions();
  options.max_connections = 2;
  StartServer(options);
  {
    TestClient first(port());
    TestClient second(port());
    for (TestClient* client : {&first, &second}) {
      client->Send(GetRequest("/healthz"));
      ASSERT_EQ(client->Receive().value_or(Answer{}).status, 200);
    }
    TestClient third(port());
    const auto answer = third.Receive();
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 503);
    EXPECT_THAT(answer->fields, Contains(Key("retry-after")));
    first.Send(GetRequest("/healthz"));
    EXPECT_EQ(first.Receive().value_or(Answer{}).status, 200);
  }
  // The places are free again once the server has seen the others leave.
  for (int attempt = 0; attempt < 500; ++attempt) {
    TestClient next(port());
    next.Send(GetRequest("/healthz"));
    if (next.Receive().value_or(Answer{}).status == 200) return;
    std::this_thread::sleep_for(10ms);
  }
  ADD_FAILURE() << "no place became free";
}

TEST_F(ServerTest, BoundsTheMemoryOfAllBodiesTogether) {
  ServerOptions options = TestOptions();
  options.body_memory = 300'000;
  StartServer(options);
  const std::string large = "P5 500 400 255\n" + std::string(200'000, '\xFF');
  TestClient holder(port());
  const std::string request = PostRequest(large);
  holder.Send(request.substr(0, request.size() - 1));
  // The holder's bytes are on their way; the server reads them between these answers.
  TestClient other(port());
  for (int i = 0; i < 50; ++i) {
    other.Send(GetRequest("/healthz"));
    ASSERT_TRUE(other.Receive());
  }
  int status = 200;
  for (int attempt = 0; attempt < 200 && status == 200; ++attempt) {
    TestClient client(port());
    client.Send(request);
    status = client.Receive().value_or(Answer{}).status;
  }
  EXPECT_EQ(status, 503);
  holder.Send(request.substr(request.size() - 1));
  EXPECT_EQ(holder.Receive().value_or(Answer{}).status, 200);
}

TEST_F(ServerTest, SaysBusyWhenTheQueueIsFull) {
  ServerOptions options = TestOptions();
  options.worker_threads = 1;
  options.queue_limit = 0;
  StartServer(options);
  // A picture that keeps the only worker busy for a while.
  const std::string slow = EncodePng(GrayImage(4000, 4000, 255));
  std::atomic<int> busy = 0;
  std::vector<std::thread> clients;
  clients.reserve(8);
  for (int i = 0; i < 8; ++i) {
    clients.emplace_back([&] {
      TestClient client(port());
      client.Send(PostRequest(slow));
      const auto answer = client.Receive();
      ASSERT_TRUE(answer);
      if (answer->status == 200) return;
      EXPECT_EQ(answer->status, 503);
      EXPECT_EQ(answer->fields.at("retry-after"), "1");
      ++busy;
    });
  }
  for (std::thread& client : clients) client.join();
  EXPECT_GT(busy, 0);
  EXPECT_LT(busy, 8);
}

TEST_F(ServerTest, FinishesTheRequestInFlightWhenItStops) {
  StartServer();
  TestClient idle(port());
  idle.Send(GetRequest("/healthz"));
  ASSERT_TRUE(idle.Receive());
  TestClient busy(port());
  const std::string request = PostRequest(picture_);
  busy.Send(request.substr(0, request.size() - 1));
  TestClient asker(port());
  asker.Send("GET /ready");
  std::this_thread::sleep_for(50ms);  // until the server has begun to read both

  server_->RequestStop();
  EXPECT_TRUE(idle.IsClosedWithin(5s));
  asker.Send("z HTTP/1.1\r\nHost: test\r\n\r\n");
  const auto ready = asker.Receive();
  ASSERT_TRUE(ready);
  ExpectProblem(*ready, 503, "stopping");
  busy.Send(request.substr(request.size() - 1));
  const auto answer = busy.Receive();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 200);
  EXPECT_EQ(answer->fields.at("connection"), "close");
  server_->Wait();
  server_.reset();
}

TEST_F(ServerTest, CutsWhatDoesNotEndInTimeWhenItStops) {
  ServerOptions options = TestOptions();
  options.drain_timeout = 200ms;
  StartServer(options);
  TestClient client(port());
  client.Send(PostRequest(picture_).substr(0, 100));
  std::this_thread::sleep_for(50ms);
  const auto start = std::chrono::steady_clock::now();
  server_->RequestStop();
  server_->Wait();
  EXPECT_LT(std::chrono::steady_clock::now() - start, 5s);
  EXPECT_TRUE(client.IsClosedWithin(1s));
  server_.reset();
}

TEST_F(ServerTest, StopsWhileWorkersAreBusy) {
  StartServer();
  TestClient client(port());
  client.Send(PostRequest(EncodePng(GrayImage(4000, 4000, 255))));
  std::this_thread::sleep_for(50ms);
  server_.reset();  // cuts at once
}

TEST_F(ServerTest, StopsOnASignal) {
  for (const int signal : {SIGTERM, SIGINT}) {
    StartServer();
    // A client keeps asking, so that the signal meets a server at work and not one that is just
    // starting.
    TestClient client(port());
    int status = -1;
    std::thread running([&] { status = server_->RunUntilSignal(); });
    client.Send(GetRequest("/healthz"));
    ASSERT_TRUE(client.Receive());
    std::this_thread::sleep_for(50ms);
    ::kill(::getpid(), signal);
    running.join();
    EXPECT_EQ(status, 0);
    server_.reset();
  }
}

TEST_F(ServerTest, SaysThatAPortIsTaken) {
  StartServer();
  ServerOptions options = TestOptions();
  options.port = port();
  const auto second = Server::Start(TestRecognizer(), options);
  ASSERT_FALSE(second.ok());
  EXPECT_EQ(second.error().code, Errc::kIo);
  EXPECT_EQ(second.error().message,
            "can't listen on 127.0.0.1:" + std::to_string(port()) + ": Address already in use");
}

TEST_F(ServerTest, SaysThatAnAddressIsNotOfThisMachine) {
  ServerOptions options = TestOptions();
  options.address = "192.0.2.1";  // reserved for documentation
  const auto server = Server::Start(TestRecognizer(), options);
  ASSERT_FALSE(server.ok());
  EXPECT_THAT(server.error().message, HasSubstr("can't listen on 192.0.2.1:0"));
}

TEST_F(ServerTest, RefusesOptionsThatMakeNoServer) {
  ServerOptions options = TestOptions();
  options.io_threads = 0;
  const auto server = Server::Start(TestRecognizer(), options);
  ASSERT_FALSE(server.ok());
  EXPECT_EQ(server.error().code, Errc::kInvalidArgument);
}

TEST_F(ServerTest, ServesWithSeveralIoThreads) {
  ServerOptions options = TestOptions();
  options.io_threads = 3;
  StartServer(options);
  const std::string blank =
      EncodePng(GrayImage(28, 28, 255));  // quick: the connections matter here
  std::atomic<int> right = 0;
  std::vector<std::thread> clients;
  clients.reserve(16);
  for (int i = 0; i < 16; ++i) {
    clients.emplace_back([&] {
      for (int round = 0; round < 10; ++round) {
        TestClient client(port());
        client.Send(PostRequest(blank));
        if (client.Receive().value_or(Answer{}).status == 200) ++right;
      }
    });
  }
  for (std::thread& client : clients) client.join();
  EXPECT_EQ(right, 160);
}

}  // namespace
}  // namespace inkdigit
