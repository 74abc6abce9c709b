// What is kept, over a real server and a real database: owners, corrections, export, and all that
// is refused.
#include "server/readings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <thread>
#include <vector>

#include "server/server.h"
#include "server/test_client.h"
#include "server/test_pictures.h"
#include "store/sqlite_connection.h"
#include "store/test_store.h"

namespace inkdigit {
namespace {

using nlohmann::json;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Key;
using ::testing::Not;
using ::testing::Pair;
using ::testing::StartsWith;

constexpr const char* kAdmin = "Authorization: Bearer 0123456789abcdef\r\n";

class ReadingsTest : public ::testing::Test {
 protected:
  void Start(const KeepOptions& keep = {.mode = KeepMode::kAll,
                                        .retain_days = 0,
                                        .behind_tls = false,
                                        .admin_token = "0123456789abcdef"}) {
    static const Model model = Model::LoadEmbedded().value();
    ServerOptions options;
    options.port = 0;
    options.worker_threads = 2;
    options.access_log = false;
    options.keep = keep;
    options.gate.trusted_proxies = proxies_;
    auto store = OpenStore({.database = "sqlite:" + file_, .log = {}});
    ASSERT_TRUE(store.ok());
    auto server = Server::Start(Recognizer(model), options, std::move(store).value());
    ASSERT_TRUE(server.ok()) << server.error().message;
    server_ = std::move(server).value();
  }

  Answer Ask(const std::string& method, const std::string& path, const std::string& fields = "",
             const std::string& body = "") {
    TestClient client(server_->port());
    client.Send(method + " " + path + " HTTP/1.1\r\nHost: test\r\nContent-Length: " +
                std::to_string(body.size()) + "\r\n" + fields + "\r\n" + body);
    auto answer = client.Receive(/*without_body=*/method == "HEAD");
    EXPECT_TRUE(answer) << method << ' ' << path;
    return answer.value_or(Answer{});
  }

  // Has a 7 kept for the owner of `cookie`; a new owner's cookie comes back in it.
  std::string Keep(std::string& cookie) {
    const Answer answer = Ask("POST", "/api/v1/recognize", cookie, picture_);
    EXPECT_EQ(answer.status, 200) << answer.body;
    const auto set = answer.fields.find("set-cookie");
    if (set != answer.fields.end()) {
      cookie = "Cookie: " + set->second.substr(0, set->second.find(';')) + "\r\n";
    }
    return json::parse(answer.body).value("id", "");
  }

  json List(const std::string& fields, const std::string& query = "") {
    const Answer answer = Ask("GET", "/api/v1/readings" + query, fields);
    EXPECT_EQ(answer.status, 200) << answer.body;
    return json::parse(answer.body);
  }

  void ExpectProblem(const Answer& answer, int status, const std::string& detail) {
    EXPECT_EQ(answer.status, status) << answer.body;
    ASSERT_THAT(answer.fields, Contains(Pair("content-type", "application/problem+json")));
    EXPECT_THAT(json::parse(answer.body)["detail"].get<std::string>(), HasSubstr(detail));
  }

  TemporaryFolder folder_;
  const std::string file_ = (folder_.path() / "readings.db").string();
  const std::string picture_ = EncodePng(DrawSeven());
  std::vector<IpNetwork> proxies_;  // that the server trusts
  std::unique_ptr<Server> server_;
};

TEST_F(ReadingsTest, KeepsAReadingForWhoeverSentIt) {
  Start();
  std::string cookie;
  const std::string id = Keep(cookie);
  ASSERT_TRUE(ParseReadingId(id)) << id;
  ASSERT_THAT(cookie, StartsWith("Cookie: inkdigit_owner="));
  const std::string first = cookie;
  Keep(cookie);
  EXPECT_EQ(cookie, first) << "one owner, one cookie";

  const json list = List(cookie);
  ASSERT_EQ(list["readings"].size(), 2U);
  EXPECT_EQ(list["readings"][1]["id"], id);
  EXPECT_EQ(list["readings"][1]["text"], "7");
  EXPECT_EQ(list["readings"][1]["corrected"], nullptr);
  EXPECT_EQ(list["next"], nullptr);
  const Answer one = Ask("GET", "/api/v1/readings/" + id + "?tiles=1", cookie);
  ASSERT_EQ(one.status, 200) << one.body;
  EXPECT_EQ(json::parse(one.body)["digits"][0]["digit"], 7);
  EXPECT_EQ(json::parse(one.body)["digits"][0]["tile"].get<std::string>().size(), 1048U);
  const Answer image = Ask("GET", "/api/v1/readings/" + id + "/image", cookie);
  EXPECT_EQ(image.fields.at("content-type"), "image/png");
  EXPECT_EQ(image.body, picture_);
}

TEST_F(ReadingsTest, SetsNoCookieBeforeSomethingIsKept) {
  Start();
  for (const Answer& answer :
       {Ask("GET", "/"), Ask("GET", "/api/v1/settings"), Ask("GET", "/api/v1/readings"),
        Ask("POST", "/api/v1/recognize?keep=0", "", picture_),
        Ask("POST", "/api/v1/recognize", "", "no picture"), Ask("DELETE", "/api/v1/readings")}) {
    EXPECT_THAT(answer.fields, Not(Contains(Key("set-cookie"))));
  }
}

TEST_F(ReadingsTest, KeepsNothingWhereTheClientSaysSo) {
  Start();
  std::string cookie;
  Keep(cookie);
  const Answer answer = Ask("POST", "/api/v1/recognize?keep=0", cookie, picture_);
  EXPECT_FALSE(json::parse(answer.body).contains("id"));
  ExpectProblem(Ask("POST", "/api/v1/recognize?keep=maybe", cookie, picture_), 400, "keep");
  EXPECT_EQ(List(cookie)["readings"].size(), 1U);
}

TEST_F(ReadingsTest, AsksForSecureCookiesBehindTls) {
  Start();
  const std::string https = "X-Forwarded-Proto: https\r\n";
  const Answer stranger = Ask("POST", "/api/v1/recognize", https, picture_);
  EXPECT_THAT(stranger.fields.at("set-cookie"), Not(HasSubstr("Secure")));
  proxies_ = {IpNetwork::Parse("127.0.0.0/8").value()};
  Start();
  const Answer proxied = Ask("POST", "/api/v1/recognize", https, picture_);
  EXPECT_THAT(proxied.fields.at("set-cookie"), HasSubstr("; Secure"));
  const Answer plain = Ask("POST", "/api/v1/recognize", "", picture_);
  EXPECT_THAT(plain.fields.at("set-cookie"), Not(HasSubstr("Secure")));
  Start({.mode = KeepMode::kAll, .retain_days = 0, .behind_tls = true, .admin_token = ""});
  const Answer told = Ask("POST", "/api/v1/recognize", "", picture_);
  EXPECT_THAT(told.fields.at("set-cookie"), HasSubstr("; Secure"));
}

TEST_F(ReadingsTest, TakesCorrectionsAndTakesThemBack) {
  Start();
  std::string cookie;
  const std::string path = "/api/v1/readings/" + Keep(cookie);
  const Answer corrected = Ask("PUT", path + "/text", cookie, R"({"text": "1"})");
  ASSERT_EQ(corrected.status, 200) << corrected.body;
  EXPECT_EQ(json::parse(corrected.body)["corrected"]["text"], "1");
  EXPECT_EQ(List(cookie)["readings"][0]["corrected"]["text"], "1");
  EXPECT_EQ(List(cookie)["readings"][0]["text"], "7") << "what was read stays";
  const Answer undone = Ask("DELETE", path + "/text", cookie);
  EXPECT_EQ(json::parse(undone.body)["corrected"], nullptr);
  EXPECT_EQ(List(cookie)["readings"][0]["corrected"], nullptr);
}

TEST_F(ReadingsTest, RefusesCorrectionsThatAreNone) {
  Start();
  std::string cookie;
  const std::string path = "/api/v1/readings/" + Keep(cookie) + "/text";
  for (const char* body : {R"({"text": "seven"})", R"({"text": "1'; DROP TABLE readings; --"})",
                           R"({"text": " 1"})", R"({"text": "1\u0000"})"}) {
    ExpectProblem(Ask("PUT", path, cookie, body), 400, "must be digits");
  }
  for (const char* body :
       {"", "1", "[]", R"({"text": 1})", R"({"txt": "1"})", "{\"text\": \"1\"", "\xff\xfe"}) {
    ExpectProblem(Ask("PUT", path, cookie, body), 400, "JSON object");
  }
  const std::string megabyte = R"({"text": ")" + std::string(std::size_t{1} << 20, '1') + R"("})";
  ExpectProblem(Ask("PUT", path, cookie, megabyte), 413, "65536 bytes");
  const std::string long_text = R"({"text": ")" + std::string(5000, '1') + R"("})";
  ExpectProblem(Ask("PUT", path, cookie, long_text), 400, "1000 characters");
  EXPECT_EQ(List(cookie)["readings"][0]["corrected"], nullptr) << "nothing changed";
}

TEST_F(ReadingsTest, HidesReadingsFromEverybodyElse) {
  Start();
  std::string ann;
  std::string bob;
  const std::string path = "/api/v1/readings/" + Keep(ann);
  Keep(bob);
  ASSERT_NE(ann, bob);
  // Nobody, a forged owner, a broken cookie, and one who has planted a second.
  const std::string forged = "Cookie: inkdigit_owner=00000000000000000000000000000000\r\n";
  const std::string broken = "Cookie: inkdigit_owner=' OR 1=1 --\r\n";
  for (const std::string& cookie : {bob, std::string(), forged, broken}) {
    ExpectProblem(Ask("GET", path, cookie), 404, "not yours");
    ExpectProblem(Ask("GET", path + "/image", cookie), 404, "not yours");
    ExpectProblem(Ask("PUT", path + "/text", cookie, R"({"text": "1"})"), 404, "not yours");
    ExpectProblem(Ask("DELETE", path + "/text", cookie), 404, "not yours");
    ExpectProblem(Ask("DELETE", path, cookie), 404, "not yours");
  }
  EXPECT_EQ(json::parse(Ask("DELETE", "/api/v1/readings", forged).body)["deleted"], 0);
  EXPECT_EQ(json::parse(Ask("DELETE", "/api/v1/readings", "").body)["deleted"], 0);
  EXPECT_EQ(json::parse(Ask("DELETE", "/api/v1/readings", bob).body)["deleted"], 1);
  EXPECT_EQ(List(ann)["readings"].size(), 1U);
  EXPECT_TRUE(List(forged)["readings"].empty());
}

TEST_F(ReadingsTest, GivesAForgedCookieAnEmptyOwnerOfItsOwn) {
  Start();
  std::string forged = "Cookie: inkdigit_owner=00000000000000000000000000000000\r\n";
  const std::string before = forged;
  Keep(forged);
  EXPECT_EQ(forged, before) << "whoever brings a well-formed one keeps it";
  EXPECT_EQ(List(forged)["readings"].size(), 1U);
  std::string broken = "Cookie: inkdigit_owner=broken\r\n";
  Keep(broken);
  EXPECT_THAT(broken, Not(HasSubstr("broken"))) << "a broken one is replaced";
}

TEST_F(ReadingsTest, KnowsOnlyTheIdsThatItGave) {
  Start();
  std::string cookie;
  Keep(cookie);
  for (const char* id : {"1", "x'%20OR%20'1'='1", "00000000-0000-7000-8000-000000000000", "..",
                         "export/", "00000000-0000-7000-8000-000000000000/image"}) {
    ExpectProblem(Ask("GET", std::string("/api/v1/readings/") + id, cookie), 404, "no such");
    EXPECT_EQ(Ask("DELETE", std::string("/api/v1/readings/") + id, cookie).status,
              std::string(id).ends_with("image") ? 405 : 404);
  }
  EXPECT_EQ(List(cookie)["readings"].size(), 1U);
}

TEST_F(ReadingsTest, DeletesOneOrAll) {
  Start();
  std::string cookie;
  const std::string id = Keep(cookie);
  Keep(cookie);
  Keep(cookie);
  EXPECT_EQ(Ask("DELETE", "/api/v1/readings/" + id, cookie).status, 200);
  EXPECT_EQ(Ask("DELETE", "/api/v1/readings/" + id, cookie).status, 404);
  EXPECT_EQ(List(cookie)["readings"].size(), 2U);
  EXPECT_EQ(json::parse(Ask("DELETE", "/api/v1/readings", cookie).body)["deleted"], 2);
  EXPECT_TRUE(List(cookie)["readings"].empty());
}

TEST_F(ReadingsTest, ListsPageByPageAndFiltered) {
  Start();
  std::string cookie;
  std::vector<std::string> ids;
  for (int i = 0; i < 5; ++i) {
    ids.insert(ids.begin(), Keep(cookie));
    std::this_thread::sleep_for(std::chrono::milliseconds(2));  // ids are in order by milliseconds
  }
  std::vector<std::string> listed;
  std::string query = "?limit=2&tiles=1";
  while (true) {
    const json page = List(cookie, query);
    for (const json& reading : page["readings"]) {
      listed.push_back(reading["id"]);
      EXPECT_EQ(reading["tiles"].size(), 1U);
    }
    if (page["next"].is_null()) break;
    query = "?limit=2&tiles=1&cursor=" + page["next"].get<std::string>();
  }
  EXPECT_EQ(listed, ids);
  const json marked = List(cookie, "?filter=unsure-or-corrected");
  for (const json& reading : marked["readings"]) EXPECT_TRUE(reading["unsure"]);
  for (const char* bad : {"?limit=0", "?limit=201", "?limit=x", "?limit=99999999999999999999",
                          "?limit=", "?cursor=x", "?filter='%20OR%201=1", "?tiles=2"}) {
    ExpectProblem(Ask("GET", std::string("/api/v1/readings") + bad, cookie), 400, "must be");
  }
}

TEST_F(ReadingsTest, RefusesOtherSitesThatWantToChangeSomething) {
  Start();
  std::string cookie;
  const std::string path = "/api/v1/readings/" + Keep(cookie);
  for (const char* site : {"Sec-Fetch-Site: cross-site\r\n", "Sec-Fetch-Site: same-site\r\n",
                           "Origin: https://evil.example\r\n", "Origin: null\r\n"}) {
    const std::string fields = cookie + site;
    ExpectProblem(Ask("PUT", path + "/text", fields, R"({"text": "1"})"), 403, "another site");
    ExpectProblem(Ask("DELETE", path + "/text", fields), 403, "another site");
    ExpectProblem(Ask("DELETE", path, fields), 403, "another site");
    ExpectProblem(Ask("DELETE", "/api/v1/readings", fields), 403, "another site");
    ExpectProblem(Ask("POST", "/api/v1/readings?text=1", fields, picture_), 403, "another site");
    const Answer read = Ask("POST", "/api/v1/recognize", fields, picture_);
    EXPECT_EQ(read.status, 200) << "reading changes nothing";
    EXPECT_FALSE(json::parse(read.body).contains("id")) << "because nothing is kept";
  }
  EXPECT_EQ(List(cookie)["readings"].size(), 1U);
  EXPECT_EQ(Ask("DELETE", path, cookie + "Sec-Fetch-Site: same-origin\r\n").status, 200);
}

TEST_F(ReadingsTest, LetsTheAdminListExportAndDeleteAll) {
  Start();
  std::string ann;
  std::string bob;
  const std::string id = Keep(ann);
  Keep(bob);
  const json list = List(kAdmin);
  ASSERT_EQ(list["readings"].size(), 2U);
  EXPECT_NE(list["readings"][0]["owner"], list["readings"][1]["owner"]);
  EXPECT_EQ(Ask("GET", "/api/v1/readings/" + id, kAdmin).status, 200);
  ExpectProblem(Ask("PUT", "/api/v1/readings/" + id + "/text", kAdmin, R"({"text": "1"})"), 403,
                "only the owner");
  const std::string wrong = "Authorization: Bearer 0123456789abcdeg\r\n";
  ExpectProblem(Ask("GET", "/api/v1/readings", wrong), 401, "admin token");
  ExpectProblem(Ask("DELETE", "/api/v1/readings", ann + wrong), 401, "admin token");
  EXPECT_EQ(json::parse(Ask("DELETE", "/api/v1/readings", kAdmin).body)["deleted"], 2);
  EXPECT_TRUE(List(ann)["readings"].empty());
}

TEST_F(ReadingsTest, KeepsOnlyCorrectionsWhereThatIsTheMode) {
  Start({.mode = KeepMode::kCorrections, .retain_days = 0, .behind_tls = false, .admin_token = ""});
  EXPECT_EQ(json::parse(Ask("GET", "/api/v1/settings").body)["keep"], "corrections");
  std::string cookie;
  EXPECT_EQ(Keep(cookie), "");
  EXPECT_EQ(cookie, "");
  const Answer kept = Ask("POST", "/api/v1/readings?text=1", "", picture_);
  ASSERT_EQ(kept.status, 201) << kept.body;
  const json answer = json::parse(kept.body);
  EXPECT_EQ(answer["text"], "7");
  const std::string& set = kept.fields.at("set-cookie");
  cookie = "Cookie: " + set.substr(0, set.find(';')) + "\r\n";
  const json list = List(cookie);
  ASSERT_EQ(list["readings"].size(), 1U);
  EXPECT_EQ(list["readings"][0]["id"], answer["id"]);
  EXPECT_EQ(list["readings"][0]["corrected"]["text"], "1");
  for (const char* query : {"", "?text=seven", "?text=1%27%3B--", "?text=1%202%20"}) {
    ExpectProblem(Ask("POST", std::string("/api/v1/readings") + query, cookie, picture_), 400,
                  "must be digits");
  }
  EXPECT_EQ(Ask("POST", "/api/v1/readings?text=1", cookie, "no picture").status, 415);
  EXPECT_EQ(List(cookie)["readings"].size(), 1U);
}

TEST_F(ReadingsTest, KeepsNothingWhereThatIsTheModeButStillShowsAndDeletes) {
  Start();
  std::string cookie;
  const std::string path = "/api/v1/readings/" + Keep(cookie);
  server_.reset();
  Start({.mode = KeepMode::kNever, .retain_days = 0, .behind_tls = false, .admin_token = ""});
  EXPECT_EQ(Keep(cookie), "");
  ExpectProblem(Ask("POST", "/api/v1/readings?text=1", cookie, picture_), 403, "keeps nothing");
  ExpectProblem(Ask("PUT", path + "/text", cookie, R"({"text": "1"})"), 403, "keeps nothing");
  EXPECT_EQ(List(cookie)["readings"].size(), 1U);
  EXPECT_EQ(Ask("DELETE", path, cookie).status, 200);
}

TEST_F(ReadingsTest, DeletesWhatIsTooOld) {
  {
    const auto store = OpenStore({.database = "sqlite:" + file_, .log = {}});
    KeptReading old = TestReading(TestOwner(1));
    old.id = NewReadingId(NowMs() - std::int64_t{8} * 24 * 3600 * 1000);
    ASSERT_TRUE(WaitingStore(*store.value()).Put(old).ok());
    KeptReading young = TestReading(TestOwner(1));
    young.id = NewReadingId(NowMs() - std::int64_t{6} * 24 * 3600 * 1000);
    ASSERT_TRUE(WaitingStore(*store.value()).Put(young).ok());
  }
  Start({.mode = KeepMode::kAll,
         .retain_days = 7,
         .behind_tls = false,
         .admin_token = "0123456789abcdef"});
  for (int i = 0; i < 200 && List(kAdmin)["readings"].size() > 1; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  EXPECT_EQ(List(kAdmin)["readings"].size(), 1U);
  EXPECT_EQ(json::parse(Ask("GET", "/api/v1/settings").body)["retain_days"], 7);
}

TEST_F(ReadingsTest, ReadsOnAndSaysWhyItCouldNotKeep) {
  Start();
  std::string cookie;
  const std::string path = "/api/v1/readings/" + Keep(cookie);
  SqlFailure failure{{Errc::kIo, ""}, ""};
  const auto other = ConnectSqlite(file_, failure);
  ASSERT_TRUE(other);
  ASSERT_FALSE(other->Begin());
  const Answer answer = Ask("POST", "/api/v1/recognize", cookie, picture_);
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(json::parse(answer.body)["text"], "7");
  EXPECT_FALSE(json::parse(answer.body).contains("id"));
  EXPECT_THAT(json::parse(answer.body)["not_kept"].get<std::string>(), HasSubstr("locked"));
  EXPECT_THAT(answer.fields, Not(Contains(Key("set-cookie"))));
  const Answer refused = Ask("PUT", path + "/text", cookie, R"({"text": "1"})");
  ExpectProblem(refused, 503, "locked by another program");
  EXPECT_THAT(refused.fields, Contains(Pair("retry-after", "1")));
  ExpectProblem(Ask("POST", "/api/v1/readings?text=1", cookie, picture_), 503, "locked");
  EXPECT_EQ(List(cookie)["readings"].size(), 1U);
  other->Rollback();
  std::this_thread::sleep_for(std::chrono::milliseconds(600));
  EXPECT_NE(Keep(cookie), "");
}

TEST_F(ReadingsTest, HasNothingToShowWithoutAStore) {
  ServerOptions options;
  options.port = 0;
  options.access_log = false;
  server_ = std::move(Server::Start(Recognizer(Model::LoadEmbedded().value()), options)).value();
  EXPECT_EQ(json::parse(Ask("GET", "/api/v1/settings").body)["keep"], "never");
  ExpectProblem(Ask("GET", "/api/v1/readings"), 404, "keeps no readings");
  EXPECT_EQ(Ask("POST", "/api/v1/recognize", "", picture_).status, 200);
}

TEST_F(ReadingsTest, ExportsAZipThatUnzipAndTheProgramRead) {
  Start();
  std::string cookie;
  const std::string id = Keep(cookie);
  Keep(cookie);
  Ask("PUT", "/api/v1/readings/" + id + "/text", cookie, R"({"text": "1"})");
  TestClient client(server_->port());
  client.Send(GetRequest("/api/v1/readings/export", cookie));
  const auto answer = client.Receive();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->fields.at("content-type"), "application/zip");
  EXPECT_EQ(answer->fields.at("transfer-encoding"), "chunked");
  const std::string zip = (folder_.path() / "export.zip").string();
  std::ofstream(zip, std::ios::binary) << answer->body;
  const std::string out = (folder_.path() / "out").string();
  ASSERT_EQ(std::system(("unzip -q " + zip + " -d " + out).c_str()), 0);
  std::ifstream manifest(out + "/manifest.tsv");
  std::string newest;
  std::string corrected;
  ASSERT_TRUE(std::getline(manifest, newest) && std::getline(manifest, corrected));
  if (corrected.find(id) == std::string::npos) std::swap(newest, corrected);  // one millisecond
  EXPECT_THAT(corrected, StartsWith("pictures/" + id + ".png\t1\tcorrected\t0."));
  EXPECT_THAT(newest, HasSubstr(".png\t7\tread\t0."));
  std::ifstream picture(out + "/pictures/" + id + ".png", std::ios::binary);
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(picture), {}), picture_);
  for (const char* name : {"corrected", "read"}) {
    std::ifstream labels(out + "/" + name + "-00001-labels-idx1-ubyte", std::ios::binary);
    const std::string bytes(std::istreambuf_iterator<char>(labels), {});
    ASSERT_EQ(bytes.size(), 9U) << name;
    EXPECT_EQ(bytes[8], *name == 'c' ? 1 : 7);
    EXPECT_EQ(std::filesystem::file_size(out + "/" + name + "-00001-images-idx3-ubyte"), 16U + 784);
  }
  client.Send(GetRequest("/healthz"));
  EXPECT_EQ(client.Receive().value_or(Answer{}).status, 200) << "the connection can be used on";
}

TEST_F(ReadingsTest, SurvivesClientsThatCutTheExport) {
  Start();
  std::string cookie;
  Keep(cookie);
  for (int i = 0; i < 20; ++i) {
    TestClient client(server_->port());
    client.Send(GetRequest("/api/v1/readings/export", cookie));
  }
  // Each gave its room back, so there is room for another; and the database is not held.
  Answer answer;
  for (int i = 0; i < 100; ++i) {
    answer = Ask("HEAD", "/api/v1/readings/export", cookie);
    if (answer.status == 200) break;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(json::parse(Ask("DELETE", "/api/v1/readings", cookie).body)["deleted"], 1);
}

TEST_F(ReadingsTest, LearnsFromACorrectionAtOnceForItsOwnerOnly) {
  Start();
  std::string cookie;
  const std::string id = Keep(cookie);
  const auto read = [&](const std::string& fields, const std::string& query) {
    const Answer answer = Ask("POST", "/api/v1/recognize?keep=0" + query, fields, picture_);
    EXPECT_EQ(answer.status, 200) << answer.body;
    return json::parse(answer.body);
  };
  ASSERT_EQ(read(cookie, "")["text"], "7");
  EXPECT_FALSE(read(cookie, "").contains("exemplars"));
  const std::string text = "/api/v1/readings/" + id + "/text";
  ASSERT_EQ(Ask("PUT", text, cookie, R"({"text": "1"})").status, 200);
  const json learned = read(cookie, "");
  EXPECT_EQ(learned["text"], "1");
  EXPECT_EQ(learned["exemplars"], 1);
  EXPECT_EQ(read(cookie, "&learned=0")["text"], "7");
  EXPECT_EQ(read("", "")["text"], "7");
  ASSERT_EQ(Ask("DELETE", text, cookie).status, 200);
  EXPECT_EQ(read(cookie, "")["text"], "7");
  ASSERT_EQ(Ask("PUT", text, cookie, R"({"text": "1"})").status, 200);
  EXPECT_EQ(read(cookie, "")["text"], "1");
  ASSERT_EQ(Ask("DELETE", "/api/v1/readings", cookie).status, 200);
  EXPECT_EQ(read(cookie, "")["text"], "7");
}

TEST_F(ReadingsTest, LearnsFromAPictureThatComesWithItsText) {
  Start();
  std::string cookie;
  Keep(cookie);
  ASSERT_EQ(Ask("POST", "/api/v1/readings?text=1", cookie, picture_).status, 201);
  const Answer answer = Ask("POST", "/api/v1/recognize", cookie, picture_);
  EXPECT_EQ(json::parse(answer.body)["text"], "1");
}

TEST_F(ReadingsTest, ForgetsWhatItLearnedAndKeepsTheCorrection) {
  Start();
  std::string cookie;
  const std::string id = Keep(cookie);
  const std::string text = "/api/v1/readings/" + id + "/text";
  const auto read = [&] {
    return json::parse(Ask("POST", "/api/v1/recognize?keep=0", cookie, picture_).body);
  };
  ASSERT_EQ(Ask("PUT", text, cookie, R"({"text": "1"})").status, 200);
  ASSERT_EQ(read()["text"], "1");
  const Answer answer = Ask("DELETE", "/api/v1/learning", cookie);
  EXPECT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(read()["text"], "7");
  EXPECT_EQ(json::parse(Ask("GET", "/api/v1/readings/" + id, cookie).body)["corrected"]["text"],
            "1");
  std::this_thread::sleep_for(std::chrono::milliseconds(2));  // times are kept to the millisecond
  ASSERT_EQ(Ask("PUT", text, cookie, R"({"text": "2"})").status, 200);
  EXPECT_EQ(read()["text"], "2") << "a correction after it is learned from again";
}

TEST_F(ReadingsTest, OnlyAnOwnerForgets) {
  Start();
  ExpectProblem(Ask("DELETE", "/api/v1/learning"), 404, "no owner's cookie");
  ExpectProblem(Ask("DELETE", "/api/v1/learning", kAdmin), 403, "only the owner");
  std::string cookie;
  Keep(cookie);
  ExpectProblem(Ask("GET", "/api/v1/learning", cookie), 405, "DELETE");
  ExpectProblem(Ask("DELETE", "/api/v1/learning", cookie + "Sec-Fetch-Site: cross-site\r\n"), 403,
                "another site's page");
}

TEST_F(ReadingsTest, RefusesALearnedThatIsNoSwitch) {
  Start();
  ExpectProblem(Ask("POST", "/api/v1/recognize?learned=yes", "", picture_), 400,
                "learned must be 0 or 1");
}

}  // namespace
}  // namespace inkdigit
