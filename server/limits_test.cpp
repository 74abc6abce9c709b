// The limits that hold each client of a running server, and what a request carries through it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <thread>
#include <vector>

#include "server/server.h"
#include "server/test_client.h"
#include "server/test_pictures.h"

namespace inkdigit {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Key;
using ::testing::MatchesRegex;
using ::testing::Not;
using namespace std::chrono_literals;

class Limits : public ::testing::Test {
 protected:
  void Start(ServerOptions options) {
    options.port = 0;
    if (options.worker_threads == 0) options.worker_threads = 2;
    options.access_log = false;
    auto server = Server::Start(Recognizer(Model::LoadEmbedded().value()), options);
    ASSERT_TRUE(server.ok()) << server.error().message;
    server_ = std::move(server).value();
  }

  Answer Send(const std::string& request) {
    TestClient client(server_->port());
    client.Send(request);
    return client.Receive().value_or(Answer{});
  }

  const std::string picture_ = EncodePng(DrawSeven());
  std::unique_ptr<Server> server_;
};

TEST_F(Limits, AClientThatIsTooFastIsToldWhenToComeBackAndItsPageStaysThere) {
  ServerOptions options;
  options.gate.rate = 0.01;
  options.gate.burst = 3;
  Start(options);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(Send(PostRequest(picture_)).status, 200);
  const Answer refused = Send(PostRequest(picture_));
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(refused.fields.at("retry-after"), "100");
  EXPECT_EQ(refused.fields.at("content-type"), "application/problem+json");
  EXPECT_EQ(Send(GetRequest("/")).status, 200);
  EXPECT_EQ(Send(GetRequest("/healthz")).status, 200);
}

TEST_F(Limits, ClientsBehindATrustedProxyAreToldApart) {
  ServerOptions options;
  options.gate.rate = 0.01;
  options.gate.burst = 1;
  options.gate.trusted_proxies = {IpNetwork::Parse("127.0.0.1").value()};
  Start(options);
  const auto from = [&](const std::string& forwarded) {
    return Send(PostRequest(picture_, forwarded)).status;
  };
  EXPECT_EQ(from("X-Forwarded-For: 198.51.100.1\r\n"), 200);
  EXPECT_EQ(from("X-Forwarded-For: 198.51.100.1\r\n"), 429);
  EXPECT_EQ(from("X-Forwarded-For: 203.0.113.7, 198.51.100.1\r\n"), 429);  // made up in front
  EXPECT_EQ(from("X-Forwarded-For: 203.0.113.7\r\nX-Forwarded-For: 198.51.100.1\r\n"), 429);
  EXPECT_EQ(from("X-Forwarded-For: 198.51.100.2\r\n"), 200);
}

TEST_F(Limits, AClientThatForgesItsAddressIsStillItself) {
  ServerOptions options;
  options.gate.rate = 0.01;
  options.gate.burst = 1;
  Start(options);
  EXPECT_EQ(Send(PostRequest(picture_, "X-Forwarded-For: 198.51.100.1\r\n")).status, 200);
  EXPECT_EQ(Send(PostRequest(picture_, "X-Forwarded-For: 198.51.100.2\r\n")).status, 429);
}

TEST_F(Limits, AClientHasNoMoreConnectionsThanItMay) {
  ServerOptions options;
  options.connections_per_client = 2;
  Start(options);
  {
    TestClient first(server_->port());
    TestClient second(server_->port());
    for (TestClient* client : {&first, &second}) {
      client->Send(GetRequest("/healthz"));
      ASSERT_EQ(client->Receive().value_or(Answer{}).status, 200);
    }
    TestClient third(server_->port());
    const Answer answer = third.Receive().value_or(Answer{});
    EXPECT_EQ(answer.status, 429);
    EXPECT_THAT(answer.fields, Contains(Key("retry-after")));
    EXPECT_THAT(answer.body, HasSubstr("the limit is 2"));
  }
  for (int attempt = 0; attempt < 500; ++attempt) {
    if (Send(GetRequest("/healthz")).status == 200) return;
    std::this_thread::sleep_for(10ms);
  }
  ADD_FAILURE() << "no place became free";
}

// One client keeps 64 requests waiting; another asks one by one.
TEST_F(Limits, SomebodyWhoDrawsIsNotHeldUpByABatch) {
  ServerOptions options;
  options.worker_threads = 1;
  options.gate.trusted_proxies = {IpNetwork::Parse("127.0.0.1").value()};
  Start(options);
  std::atomic<bool> stop = false;
  std::atomic<int> done = 0;
  std::vector<std::thread> batch;
  batch.reserve(64);
  for (int i = 0; i < 64; ++i) {
    batch.emplace_back([&] {
      TestClient client(server_->port());
      while (!stop) {
        client.Send(PostRequest(picture_, "X-Forwarded-For: 198.51.100.1\r\n"));
        if (client.Receive().value_or(Answer{}).status == 200) ++done;
      }
    });
  }
  while (done < 100) std::this_thread::yield();
  // While a person's request is answered, the batch gets a turn or two, and not 64 of them.
  std::vector<int> turns;
  TestClient person(server_->port());
  for (int i = 0; i < 21; ++i) {
    const int before = done;
    person.Send(PostRequest(picture_, "X-Forwarded-For: 198.51.100.2\r\n"));
    EXPECT_EQ(person.Receive().value_or(Answer{}).status, 200);
    turns.push_back(done - before);
  }
  stop = true;
  for (std::thread& client : batch) client.join();
  std::sort(turns.begin(), turns.end());
  EXPECT_LT(turns[10], 16);
}

TEST_F(Limits, EveryAnswerCarriesItsRequestsId) {
  Start({});
  EXPECT_EQ(Send(GetRequest("/healthz", "X-Request-Id: job-7\r\n")).fields.at("x-request-id"),
            "job-7");
  EXPECT_THAT(Send(GetRequest("/nothing", "X-Request-Id: a b\r\n")).fields.at("x-request-id"),
              MatchesRegex("[0-9a-f]{16}"));
  EXPECT_THAT(Send("garbage\r\n\r\n").fields.at("x-request-id"), MatchesRegex("[0-9a-f]{16}"));
}

TEST_F(Limits, WithAKeyFileMachinesNeedAKeyForReading) {
  ServerOptions options;
  options.gate.keys = ApiKeys::Parse("scanner 0123456789abcdef").value();
  options.gate.page_without_key = true;
  Start(options);
  const Answer refused = Send(PostRequest(picture_));
  EXPECT_EQ(refused.status, 401);
  EXPECT_EQ(refused.fields.at("www-authenticate"), "Bearer");
  EXPECT_EQ(Send(PostRequest(picture_, "X-Api-Key: 0123456789abcdef\r\n")).status, 200);
  EXPECT_EQ(Send(PostRequest(picture_, "Authorization: Bearer 0123456789abcdef\r\n")).status, 200);
  EXPECT_EQ(Send(PostRequest(picture_, "X-Api-Key: wrong\r\n")).status, 401);
  EXPECT_EQ(Send(PostRequest(picture_, "Sec-Fetch-Site: same-origin\r\n")).status, 200);
  EXPECT_EQ(Send(GetRequest("/")).status, 200);
}

TEST_F(Limits, EverythingIsBelowTheBasePathAndThePagesAddressesAreRelative) {
  ServerOptions options;
  options.gate.base_path = "/digits";
  Start(options);
  EXPECT_EQ(Send(GetRequest("/digits")).fields.at("location"), "/digits/");
  const Answer page = Send(GetRequest("/digits/"));
  EXPECT_EQ(page.status, 200);
  for (const char* absolute : {"href=\"/", "src=\"/", "url(/"}) {
    EXPECT_THAT(page.body, Not(HasSubstr(absolute)));
  }
  EXPECT_EQ(Send(GetRequest("/digits/healthz")).status, 200);
  EXPECT_EQ(Send(GetRequest("/healthz")).status, 404);
  EXPECT_EQ(Send(GetRequest("/digits/../healthz")).status, 404);
}

// Clients that keep asking while the server stops: whatever was asked is answered.
TEST_F(Limits, NoRequestIsLostWhenTheServerStopsUnderLoad) {
  Start({});
  std::atomic<int> answered = 0;
  std::atomic<int> lost = 0;
  std::vector<std::thread> clients;
  clients.reserve(16);
  for (int i = 0; i < 16; ++i) {
    clients.emplace_back([&] {
      TestClient client(server_->port());
      while (true) {
        if (!client.Send(PostRequest(picture_))) break;
        const auto answer = client.Receive();
        if (!answer) {
          ++lost;
          break;
        }
        EXPECT_EQ(answer->status, 200);
        ++answered;
        if (answer->fields.count("connection") > 0) break;  // it says close
      }
    });
  }
  while (answered < 50) std::this_thread::yield();
  server_->RequestStop();
  server_->Wait();
  for (std::thread& client : clients) client.join();
  EXPECT_EQ(lost, 0);
}

}  // namespace
}  // namespace inkdigit
