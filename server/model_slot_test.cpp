// A network that takes another's place: by itself, and over a real server.
#include "server/model_slot.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "inkdigit/idx.h"
#include "server/self_test.h"
#include "server/server.h"
#include "server/test_client.h"
#include "server/test_pictures.h"

namespace inkdigit {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;

std::vector<std::byte> ShippedFile() { return ReadFileMaybeGzip(INKDIGIT_MODEL_FILE).value(); }

std::string ShippedName() { return Model::LoadEmbedded().value().info().name; }

// The shipped network under another name of the same length.
Result<Recognizer> Renamed() {
  std::vector<std::byte> bytes = ShippedFile();
  const std::string name = ShippedName();
  const auto found =
      std::search(bytes.begin(), bytes.end(), name.begin(), name.end(),
                  [](std::byte a, char b) { return a == static_cast<std::byte>(b); });
  *found = std::byte{'x'};
  auto model = Model::Load(bytes);
  if (!model.ok()) return model.error();
  return Recognizer(std::move(model).value());
}

std::string RenamedName() { return "x" + ShippedName().substr(1); }

// A network that loads, and whose last numbers are gone.
Result<Recognizer> Emptied() {
  std::vector<std::byte> bytes = ShippedFile();
  std::fill(bytes.end() - 60'000, bytes.end(), std::byte{0});
  auto model = Model::Load(bytes);
  if (!model.ok()) return model.error();
  return Recognizer(std::move(model).value());
}

Recognizer Shipped() { return Recognizer(Model::LoadEmbedded().value()); }

TEST(SelfTest, TheShippedNetworkPassesIt) {
  EXPECT_EQ(SelfTest(Model::LoadEmbedded().value()), std::nullopt);
}

TEST(SelfTest, SaysHowManyDigitsANetworkWithoutItsLastNumbersReads) {
  const auto failure = SelfTest(Emptied().value().model());
  ASSERT_TRUE(failure);
  EXPECT_EQ(failure->code, Errc::kBadModel);
  EXPECT_THAT(failure->message, HasSubstr(" of 100 digits of the self-test right"));
}

TEST(ModelSlot, TakesAnotherNetworkAndGoesBack) {
  ModelSlot slot(Shipped(), Renamed);
  EXPECT_EQ(slot.state().current.name, ShippedName());
  EXPECT_FALSE(slot.state().previous);
  ASSERT_EQ(slot.Reload(), std::nullopt);
  EXPECT_EQ(slot.state().current.name, RenamedName());
  EXPECT_EQ(slot.state().previous->name, ShippedName());
  ASSERT_EQ(slot.GoBack(), std::nullopt);
  EXPECT_EQ(slot.state().current.name, ShippedName());
  EXPECT_EQ(slot.state().previous->name, RenamedName());
}

TEST(ModelSlot, KeepsTheNetworkWhereAnotherFailsItsSelfTest) {
  ModelSlot slot(Shipped(), Emptied);
  const auto failure = slot.Reload();
  ASSERT_TRUE(failure);
  EXPECT_EQ(slot.state().current.name, ShippedName());
  EXPECT_FALSE(slot.state().previous);
}

TEST(ModelSlot, KeepsTheNetworkWhereTheFileCantBeRead) {
  ModelSlot slot(Shipped(), [] { return Result<Recognizer>(Error{Errc::kIo, "gone"}); });
  EXPECT_EQ(slot.Reload()->message, "gone");
  EXPECT_EQ(slot.state().current.name, ShippedName());
}

TEST(ModelSlot, HasNothingToReloadOrToGoBackToWithoutAFile) {
  ModelSlot slot(Shipped());
  EXPECT_FALSE(slot.can_reload());
  EXPECT_EQ(slot.Reload()->code, Errc::kUnsupported);
  EXPECT_EQ(slot.GoBack()->code, Errc::kUnsupported);
}

TEST(ModelSlot, LetsOthersReadWhileItChanges) {
  ModelSlot slot(Shipped(), Renamed);
  std::atomic<bool> stop = false;
  std::vector<std::thread> readers;
  readers.reserve(3);
  std::atomic<int> right = 0;
  std::atomic<int> read = 0;
  const GrayImage seven = DrawSeven();
  for (int i = 0; i < 3; ++i) {
    readers.emplace_back([&] {
      Workspace workspace;
      while (!stop) {
        const auto recognizer = slot.current();
        const auto reading = recognizer->Read(seven.view(), {}, workspace);
        right += reading.ok() && reading.value().text == "7" ? 1 : 0;
        ++read;
      }
    });
  }
  for (int i = 0; i < 5; ++i) EXPECT_EQ(slot.Reload(), std::nullopt);
  for (int i = 0; i < 50; ++i) EXPECT_EQ(slot.GoBack(), std::nullopt);
  stop = true;
  for (std::thread& reader : readers) reader.join();
  EXPECT_EQ(right, read);
}

constexpr std::string_view kAdmin = "Authorization: Bearer 0123456789abcdef\r\n";

class ModelAdminTest : public ::testing::Test {
 protected:
  void Start(ModelSlot::Load load, const std::string& token = "0123456789abcdef") {
    ServerOptions options;
    options.port = 0;
    options.worker_threads = 2;
    options.access_log = false;
    options.keep.admin_token = token;
    options.load_model = std::move(load);
    auto server = Server::Start(Shipped(), options);
    ASSERT_TRUE(server.ok()) << server.error().message;
    server_ = std::move(server).value();
  }

  json Ask(std::string_view method, std::string_view path, int status,
           std::string_view fields = "") {
    TestClient client(server_->port());
    client.Send(std::string(method) + " " + std::string(path) +
                " HTTP/1.1\r\nHost: test\r\nContent-Length: 0\r\n" + std::string(fields) + "\r\n");
    const auto answer = client.Receive();
    EXPECT_TRUE(answer);
    if (!answer) return json::object();
    EXPECT_EQ(answer->status, status) << answer->body;
    return json::parse(answer->body);
  }

  std::string ModelOfAReading() {
    TestClient client(server_->port());
    client.Send(PostRequest(picture_));
    const auto answer = client.Receive();
    return answer ? json::parse(answer->body).value("model", "") : "";
  }

  const std::string picture_ = EncodePng(DrawSeven());
  std::unique_ptr<Server> server_;
};

TEST_F(ModelAdminTest, AnAdminChangesTheModelAndGoesBack) {
  Start(Renamed);
  EXPECT_EQ(ModelOfAReading(), ShippedName());
  json state = Ask("POST", "/api/v1/model/reload", 200, kAdmin);
  EXPECT_EQ(state["name"], RenamedName());
  EXPECT_EQ(state["previous"]["name"], ShippedName());
  EXPECT_EQ(ModelOfAReading(), RenamedName());
  EXPECT_EQ(Ask("GET", "/api/v1/settings", 200)["model"], RenamedName());
  state = Ask("POST", "/api/v1/model/back", 200, kAdmin);
  EXPECT_EQ(state["name"], ShippedName());
  EXPECT_EQ(ModelOfAReading(), ShippedName());
}

TEST_F(ModelAdminTest, EverybodyMaySeeWhichModelAnswers) {
  Start(Renamed);
  const json state = Ask("GET", "/api/v1/model", 200);
  EXPECT_EQ(state["name"], ShippedName());
  EXPECT_EQ(state["sha256"], Model::LoadEmbedded().value().info().sha256);
  EXPECT_EQ(state["can_reload"], true);
  EXPECT_EQ(state["previous"], nullptr);
}

TEST_F(ModelAdminTest, NobodyElseChangesIt) {
  Start(Renamed);
  for (const std::string_view fields :
       {"", "Authorization: Bearer 0123456789abcdeF\r\n", "Authorization: Basic MDEyMw==\r\n"}) {
    Ask("POST", "/api/v1/model/reload", 401, fields);
    Ask("POST", "/api/v1/model/back", 401, fields);
  }
  EXPECT_EQ(ModelOfAReading(), ShippedName());
}

TEST_F(ModelAdminTest, NobodyChangesItWhereThereIsNoAdmin) {
  Start(Renamed, "");
  const json problem = Ask("POST", "/api/v1/model/reload", 403, kAdmin);
  EXPECT_THAT(problem["detail"].get<std::string>(), HasSubstr("without an admin token"));
}

TEST_F(ModelAdminTest, ABadModelIsRefusedWithTheReasonAndTheOldOneGoesOn) {
  Start(Emptied);
  const json problem = Ask("POST", "/api/v1/model/reload", 422, kAdmin);
  EXPECT_THAT(problem["detail"].get<std::string>(), HasSubstr("digits of the self-test"));
  EXPECT_THAT(problem["detail"].get<std::string>(), HasSubstr(ShippedName() + " goes on"));
  EXPECT_EQ(ModelOfAReading(), ShippedName());
}

TEST_F(ModelAdminTest, WithoutAFileThereIsAConflict) {
  Start(nullptr);
  Ask("POST", "/api/v1/model/reload", 409, kAdmin);
  Ask("POST", "/api/v1/model/back", 409, kAdmin);
}

TEST_F(ModelAdminTest, OtherMethodsAreRefused) {
  Start(Renamed);
  Ask("POST", "/api/v1/model", 405, kAdmin);
  Ask("GET", "/api/v1/model/reload", 405, kAdmin);
}

TEST_F(ModelAdminTest, SighupTakesTheModelOfTheFile) {
  Start(Renamed);
  std::thread runs([&] { EXPECT_EQ(server_->RunUntilSignal(), 0); });
  // The server's own thread sets the handler, and nothing tells when it has.
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  ::kill(::getpid(), SIGHUP);
  std::string name;
  for (int i = 0; i < 500 && name != RenamedName(); ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
    name = ModelOfAReading();
  }
  EXPECT_EQ(name, RenamedName());
  ::kill(::getpid(), SIGTERM);
  runs.join();
}

}  // namespace
}  // namespace inkdigit
