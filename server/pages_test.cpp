#include "server/pages.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "server/page_table.h"

namespace inkdigit {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Key;
using ::testing::Not;
using ::testing::Pair;

std::string Field(const Response& response, std::string_view name) {
  for (const auto& [field, value] : response.fields) {
    if (field == name) return value;
  }
  return "";
}

std::vector<std::string> LinesOf(std::istream& text) {
  std::vector<std::string> lines;
  for (std::string line; std::getline(text, line);) lines.push_back(line);
  return lines;
}

// Where the file of a page lies.
std::string FileOf(std::string_view path) {
  const bool is_folder = path.find('.') == std::string_view::npos;
  return std::string(path) + (!is_folder ? "" : path == "/" ? "index.html" : "/index.html");
}

std::string_view Unindented(std::string_view line) {
  line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
  return line;
}

bool IsComment(std::string_view line) {
  line = Unindented(line);
  return line.starts_with("//") || line.starts_with("/*") || line.starts_with('*');
}

TEST(Pages, EmbedEveryFileAsItIsInTheSourceTreeLessCommentsAndIndentation) {
  ASSERT_FALSE(AllPages().empty());
  for (const PageFile& page : AllPages()) {
    const std::string name = FileOf(page.path);
    std::ifstream file(INKDIGIT_WEB + name, std::ios::binary);
    ASSERT_TRUE(file) << name;
    const auto plain = Gunzip(page.gzip());
    ASSERT_TRUE(plain.ok()) << name;
    std::istringstream embedded(plain.value());
    const std::vector<std::string> lines = LinesOf(embedded);
    const std::vector<std::string> source = LinesOf(file);
    ASSERT_EQ(lines.size(), source.size()) << name;
    for (std::size_t i = 0; i < source.size(); ++i) {
      const std::string_view code = Unindented(source[i]);
      const bool is_less_comment =
          code.starts_with(lines[i]) && code.substr(lines[i].size()).starts_with(" // ");
      EXPECT_TRUE(lines[i] == code || lines[i] == source[i] || is_less_comment ||
                  (lines[i].empty() && IsComment(source[i])))
          << name << ':' << i + 1 << ": " << lines[i];
    }
  }
}

TEST(Pages, CarryNoDocumentation) {
  for (const PageFile& page : AllPages()) {
    EXPECT_THAT(Gunzip(page.gzip()).value(), Not(HasSubstr("@param"))) << page.path;
  }
}

TEST(Pages, HaveTheirOwnPathsAndNoTests) {
  std::set<std::string_view> paths;
  for (const PageFile& page : AllPages()) {
    EXPECT_TRUE(paths.insert(page.path).second) << page.path;
    EXPECT_THAT(std::string(page.path), Not(HasSubstr(".test.")));
    EXPECT_EQ(page.hash.size(), 16U);
  }
}

TEST(Pages, FindTheIndexUnderBothNames) {
  ASSERT_NE(FindPage("/"), nullptr);
  EXPECT_EQ(FindPage("/"), FindPage("/index.html"));
  EXPECT_EQ(FindPage("/")->content_type, "text/html; charset=utf-8");
  EXPECT_EQ(FindPage("/../pages.cpp"), nullptr);
  ASSERT_NE(FindPage("/docs"), nullptr);
  EXPECT_EQ(FindPage("/docs")->content_type, "text/html; charset=utf-8");
  ASSERT_NE(FindPage("/api/openapi.json"), nullptr);
  EXPECT_EQ(FindPage("/api/openapi.json")->content_type, "application/json");
  EXPECT_EQ(FindPage(""), nullptr);
}

TEST(ServePage, SendsGzipOnlyToThoseWhoTakeIt) {
  const PageFile& page = AllPages().front();
  Request request;
  const Response plain = ServePage(page, request);
  request.accept_encoding = "gzip, br";
  const Response packed = ServePage(page, request);
  EXPECT_THAT(plain.fields, Not(Contains(Key("Content-Encoding"))));
  EXPECT_THAT(packed.fields, Contains(Pair("Content-Encoding", "gzip")));
  EXPECT_EQ(Gunzip(packed.body_view()).value(), plain.body_view());
  EXPECT_NE(Field(packed, "ETag"), Field(plain, "ETag"));
  for (const Response* response : {&plain, &packed}) {
    EXPECT_EQ(response->content_type, page.content_type);
    EXPECT_THAT(response->fields, Contains(Pair("Vary", "Accept-Encoding")));
    EXPECT_THAT(response->fields, Contains(Pair("Cache-Control", "no-cache")));
  }
}

TEST(ServePage, AnswersNotModifiedToTheTagItGave) {
  const PageFile& page = AllPages().front();
  Request request;
  request.accept_encoding = "gzip";
  const std::string etag = Field(ServePage(page, request), "ETag");
  request.if_none_match = etag;
  const Response response = ServePage(page, request);
  EXPECT_EQ(response.status, 304);
  EXPECT_EQ(response.body_view(), "");
  EXPECT_EQ(Field(response, "ETag"), etag);
  request.if_none_match = "\"other\"";
  EXPECT_EQ(ServePage(page, request).status, 200);
}

TEST(Gunzip, RefusesDamagedStreams) {
  const std::string gzip(AllPages().front().gzip());
  EXPECT_FALSE(Gunzip("").ok());
  EXPECT_FALSE(Gunzip("not gzip at all").ok());
  EXPECT_FALSE(Gunzip(gzip.substr(0, gzip.size() - 1)).ok());
  std::string flipped = gzip;
  flipped[flipped.size() - 6] ^= 1;  // in the checksum
  EXPECT_FALSE(Gunzip(flipped).ok());
}

}  // namespace
}  // namespace inkdigit
