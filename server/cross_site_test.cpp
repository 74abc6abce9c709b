#include "server/cross_site.h"

#include <gtest/gtest.h>

namespace inkdigit {
namespace {

bool CrossSite(std::string fetch_site, std::string origin, std::string host = "localhost:8000") {
  Request request;
  request.sec_fetch_site = std::move(fetch_site);
  request.origin = std::move(origin);
  request.host = std::move(host);
  return IsCrossSite(request);
}

TEST(CrossSite, BelievesTheBrowser) {
  EXPECT_FALSE(CrossSite("same-origin", "https://digits.example"));
  EXPECT_FALSE(CrossSite("none", ""));
  EXPECT_TRUE(CrossSite("cross-site", ""));
  EXPECT_TRUE(CrossSite("same-site", "http://localhost:8000"));
  EXPECT_TRUE(CrossSite("nonsense", ""));
}

TEST(CrossSite, ComparesOriginWithHostWhereTheBrowserIsOld) {
  EXPECT_FALSE(CrossSite("", "http://localhost:8000"));
  EXPECT_FALSE(CrossSite("", "https://LOCALHOST:8000"));
  EXPECT_TRUE(CrossSite("", "http://localhost:9000"));
  EXPECT_TRUE(CrossSite("", "http://evil.example"));
  EXPECT_TRUE(CrossSite("", "null"));
}

TEST(CrossSite, LetsProgramsIn) { EXPECT_FALSE(CrossSite("", "")); }

}  // namespace
}  // namespace inkdigit
