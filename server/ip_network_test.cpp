#include "server/ip_network.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <vector>

namespace inkdigit {
namespace {

using ::testing::HasSubstr;

IpAddress Ip(std::string_view text) {
  const auto address = IpAddress::Parse(text);
  EXPECT_TRUE(address) << text;
  return address.value_or(IpAddress{});
}

TEST(IpAddress, IsTheSameInEverySpelling) {
  EXPECT_EQ(Ip("192.0.2.1"), Ip("::ffff:192.0.2.1"));
  EXPECT_EQ(Ip("192.0.2.1:8000"), Ip("192.0.2.1"));
  EXPECT_EQ(Ip("[2001:db8::1]:80"), Ip("2001:DB8:0::1"));
  EXPECT_EQ(Ip("::ffff:192.0.2.1").text(), "192.0.2.1");
  EXPECT_EQ(Ip("2001:db8:0::1").text(), "2001:db8::1");
  for (const char* wrong : {"", "unknown", "1.2.3", "1.2.3.4.5", "256.1.1.1", "[::1", "_hidden",
                            "::1::2", "1.2.3.4 "}) {
    EXPECT_FALSE(IpAddress::Parse(wrong)) << wrong;
  }
  EXPECT_FALSE(IpAddress::Parse(std::string_view("1.2.3.4\0x", 9)));
}

TEST(IpAddress, OfOneSubscriberCountAsOne) {
  EXPECT_EQ(Ip("2001:db8:1:2::1").subscriber(), Ip("2001:db8:1:2:ffff::9").subscriber());
  EXPECT_NE(Ip("2001:db8:1:2::1").subscriber(), Ip("2001:db8:1:3::1").subscriber());
  EXPECT_NE(Ip("192.0.2.1").subscriber(), Ip("192.0.2.2").subscriber());
}

TEST(IpNetwork, HoldsWhatBeginsWithItsBits) {
  const auto contains = [](std::string_view network, std::string_view address) {
    return IpNetwork::Parse(network).value().Contains(Ip(address));
  };
  EXPECT_TRUE(contains("10.0.0.0/8", "10.255.0.1"));
  EXPECT_FALSE(contains("10.0.0.0/8", "11.0.0.1"));
  EXPECT_TRUE(contains("192.0.2.128/25", "192.0.2.200"));
  EXPECT_FALSE(contains("192.0.2.128/25", "192.0.2.100"));
  EXPECT_TRUE(contains("192.0.2.1", "192.0.2.1"));
  EXPECT_FALSE(contains("192.0.2.1", "192.0.2.3"));
  EXPECT_TRUE(contains("0.0.0.0/0", "203.0.113.9"));
  EXPECT_FALSE(contains("0.0.0.0/0", "2001:db8::1"));
  EXPECT_TRUE(contains("2001:db8::/32", "2001:db8:ffff::1"));
  EXPECT_TRUE(contains("::/0", "192.0.2.1"));
}

TEST(IpNetwork, SaysWhatItWouldTake) {
  for (const char* wrong : {"", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "10.0.0.0/8x",
                            "proxy.example", "::/129", "10.0/8"}) {
    const auto network = IpNetwork::Parse(wrong);
    ASSERT_FALSE(network.ok()) << wrong;
    EXPECT_THAT(network.error().message, HasSubstr("10.0.0.0/8"));
  }
}

TEST(ClientBehind, BelievesOnlyWhatTrustedProxiesSay) {
  const std::vector<IpNetwork> trusted = {IpNetwork::Parse("10.0.0.0/8").value()};
  const auto client = [&](std::string_view peer, std::string_view forwarded) {
    return ClientBehind(Ip(peer), forwarded, trusted).text();
  };
  EXPECT_EQ(client("203.0.113.1", "198.51.100.1"), "203.0.113.1");  // made up
  EXPECT_EQ(client("10.0.0.1", "198.51.100.1"), "198.51.100.1");
  EXPECT_EQ(client("10.0.0.1", "1.1.1.1, 198.51.100.1"), "198.51.100.1");  // 1.1.1.1 is made up
  EXPECT_EQ(client("10.0.0.1", "1.1.1.1, 198.51.100.1, 10.0.0.2"), "198.51.100.1");
  EXPECT_EQ(client("10.0.0.1", "10.0.0.3,10.0.0.2"), "10.0.0.3");
  EXPECT_EQ(client("10.0.0.1", ""), "10.0.0.1");
  EXPECT_EQ(client("10.0.0.1", "198.51.100.1, unknown"), "10.0.0.1");
  EXPECT_EQ(client("10.0.0.1", "198.51.100.1, unknown, 10.0.0.2"), "10.0.0.2");
  EXPECT_EQ(client("10.0.0.1", "2001:db8::7"), "2001:db8::7");
}

RC_GTEST_PROP(ClientBehind, TakesWhateverIsForwarded, (const std::string& forwarded)) {
  const std::vector<IpNetwork> trusted = {IpNetwork::Parse("::/0").value()};
  (void)ClientBehind(Ip("10.0.0.1"), forwarded, trusted);
}

}  // namespace
}  // namespace inkdigit
