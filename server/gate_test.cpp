#include "server/gate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inkdigit {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Pair;

Request From(std::string_view peer, std::string_view target = "/") {
  Request request{.method = "POST", .target = std::string(target)};
  request.peer = *IpAddress::Parse(peer);
  return request;
}

std::string Detail(const std::optional<Response>& response) {
  return response ? std::string(response->body_view()) : "none";
}

TEST(Gate, BelievesForwardedHeadersFromTrustedProxiesOnly) {
  GateOptions options;
  options.trusted_proxies.push_back(IpNetwork::Parse("10.0.0.0/8").value());
  const Gate gate(options);
  for (const auto& [peer, client, proto] : {std::tuple("10.0.0.1", "198.51.100.1", "https"),
                                            std::tuple("203.0.113.5", "203.0.113.5", "")}) {
    Request request = From(peer);
    request.forwarded_for = "198.51.100.1";
    request.forwarded_proto = "https";
    EXPECT_FALSE(gate.Receive(request));
    EXPECT_EQ(request.client.text(), client);
    EXPECT_EQ(request.forwarded_proto, proto);
  }
}

TEST(Gate, NamesEveryRequest) {
  const Gate gate({});
  Request named = From("192.0.2.1");
  named.id = "job-7";
  EXPECT_FALSE(gate.Receive(named));
  EXPECT_EQ(named.id, "job-7");
  Request unnamed = From("192.0.2.1");
  EXPECT_FALSE(gate.Receive(unnamed));
  EXPECT_EQ(unnamed.id.size(), 16U);
}

TEST(Gate, TakesTheBasePathOffAndAnswersBelowItOnly) {
  GateOptions options;
  options.base_path = "/digits";
  const Gate gate(options);
  for (const auto& [came, left] :
       {std::pair("/digits/", "/"), std::pair("/digits/a?b=/digits", "/a?b=/digits"),
        std::pair("http://host/digits/a", "/a")}) {
    Request request = From("192.0.2.1", came);
    EXPECT_FALSE(gate.Receive(request)) << came;
    EXPECT_EQ(request.target, left);
  }
  for (const char* outside : {"/", "/healthz", "/digitsandmore", "/Digits/", "/x/digits/"}) {
    Request request = From("192.0.2.1", outside);
    const auto answer = gate.Receive(request);
    ASSERT_TRUE(answer) << outside;
    EXPECT_EQ(answer->status, 404);
  }
  Request bare = From("192.0.2.1", "/digits?x=1");
  const auto moved = gate.Receive(bare);
  ASSERT_TRUE(moved);
  EXPECT_EQ(moved->status, 308);
  EXPECT_THAT(moved->fields, Contains(Pair("Location", "/digits/")));
}

TEST(Gate, KnowsABasePathWhenItSeesOne) {
  EXPECT_EQ(CheckBasePath("").value(), "");
  EXPECT_EQ(CheckBasePath("/").value(), "");
  EXPECT_EQ(CheckBasePath("/a/b").value(), "/a/b");
  for (const char* wrong : {"digits", "/digits/", "//host", "/a b", "/a%20", "/a?b"}) {
    EXPECT_FALSE(CheckBasePath(wrong).ok()) << wrong;
  }
}

class GateWithKeys : public ::testing::Test {
 protected:
  static GateOptions Options(bool page_without_key) {
    GateOptions options;
    options.keys = ApiKeys::Parse("scanner 0123456789abcdef").value();
    options.page_without_key = page_without_key;
    return options;
  }

  // The status that the request gets, 0 where it may go on.
  static int Status(Gate& gate, Request request) {
    EXPECT_FALSE(gate.Receive(request));
    const auto refusal = gate.Admit(request, {});
    return refusal ? refusal->status : 0;
  }
};

TEST_F(GateWithKeys, AsksMachinesForOne) {
  Gate gate(Options(false));
  EXPECT_EQ(Status(gate, From("192.0.2.1")), 401);
  Request bearer = From("192.0.2.1");
  bearer.authorization = "Bearer 0123456789abcdef";
  EXPECT_EQ(Status(gate, bearer), 0);
  EXPECT_FALSE(gate.Receive(bearer));
  EXPECT_EQ(bearer.key_name, "scanner");
  EXPECT_EQ(bearer.authorization, "");
  Request header = From("192.0.2.1");
  header.api_key = "0123456789abcdef";
  EXPECT_EQ(Status(gate, header), 0);
  header.api_key = "0123456789abcdeX";
  EXPECT_EQ(Status(gate, header), 401);
  Request admin = From("192.0.2.1");
  admin.authorization = "Bearer an-admin's-token-perhaps";
  EXPECT_FALSE(gate.Receive(admin));
  EXPECT_NE(admin.authorization, "");
}

TEST_F(GateWithKeys, LetsItsOwnPageInWhereTheOperatorSaysSo) {
  Request page = From("192.0.2.1");
  page.sec_fetch_site = "same-origin";
  Request other = From("192.0.2.1");
  other.sec_fetch_site = "cross-site";
  Gate closed(Options(false));
  EXPECT_EQ(Status(closed, page), 401);
  Gate open(Options(true));
  EXPECT_EQ(Status(open, page), 0);
  EXPECT_EQ(Status(open, other), 401);
  EXPECT_EQ(Status(open, From("192.0.2.1")), 401);
}

TEST(Gate, TellsAClientThatIsTooFastWhenToComeBack) {
  GateOptions options;
  options.rate = 0.25;
  options.burst = 2;
  Gate gate(options);
  Request request = From("192.0.2.1");
  EXPECT_FALSE(gate.Receive(request));
  const TokenBuckets::Clock::time_point now{};
  EXPECT_FALSE(gate.Admit(request, now));
  EXPECT_FALSE(gate.Admit(request, now));
  const auto refusal = gate.Admit(request, now);
  ASSERT_TRUE(refusal);
  EXPECT_EQ(refusal->status, 429);
  EXPECT_THAT(refusal->fields, Contains(Pair("Retry-After", "4")));
  EXPECT_THAT(Detail(refusal), HasSubstr("the limit is 2 at once, then 0.25 a second"));
  Request other = From("192.0.2.2");
  EXPECT_FALSE(gate.Receive(other));
  EXPECT_FALSE(gate.Admit(other, now));
}

}  // namespace
}  // namespace inkdigit
