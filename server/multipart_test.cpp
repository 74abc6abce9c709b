#include "server/multipart.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace inkdigit {
namespace {

using ::testing::HasSubstr;

constexpr std::string_view kOne =
    "--b\r\nContent-Disposition: form-data; name=\"image\"; filename=\"a.png\"\r\n"
    "Content-Type: image/png\r\n\r\nBYTES\r\n--b--\r\n";

std::string ErrorOf(std::string_view body, std::string_view boundary = "b") {
  const auto parts = ParseMultipart(body, boundary);
  return parts.ok() ? "" : parts.error().message;
}

TEST(Multipart, ReadsAFileAsABrowserSendsIt) {
  const auto parts = ParseMultipart(kOne, "b");
  ASSERT_TRUE(parts.ok()) << parts.error().message;
  ASSERT_EQ(parts.value().size(), 1U);
  const Part& part = parts.value()[0];
  EXPECT_EQ(part.name, "image");
  EXPECT_EQ(part.filename, "a.png");
  EXPECT_EQ(part.content_type, "image/png");
  EXPECT_EQ(part.data, "BYTES");
}

TEST(Multipart, IgnoresPreambleEpilogueAndPadding) {
  const auto parts = ParseMultipart(
      "hello\r\n--b \t\r\nContent-Disposition: form-data; name=x\r\n\r\n1\r\n--b--\r\nbye", "b");
  ASSERT_TRUE(parts.ok()) << parts.error().message;
  EXPECT_EQ(parts.value()[0].name, "x");
  EXPECT_EQ(parts.value()[0].filename, std::nullopt);
  EXPECT_EQ(parts.value()[0].data, "1");
}

TEST(Multipart, KeepsLineBreaksAndDashesInData) {
  const std::string data = "\r\n--\r\n-b\r\n--B\n--b\r\r\n";
  const std::string body =
      "--b\r\ncontent-disposition:form-data;name=x\r\n\r\n" + data + "\r\n--b--";
  const auto parts = ParseMultipart(body, "b");
  ASSERT_TRUE(parts.ok()) << parts.error().message;
  EXPECT_EQ(parts.value()[0].data, data);
}

TEST(Multipart, TakesAPartWithoutData) {
  for (const char* between : {"\r\n\r\n\r\n--b--", "\r\n\r\n--b--"}) {
    const std::string body = std::string("--b\r\nContent-Disposition: form-data; name=x") + between;
    const auto parts = ParseMultipart(body, "b");
    ASSERT_TRUE(parts.ok()) << parts.error().message;
    EXPECT_EQ(parts.value()[0].data, "");
  }
}

TEST(Multipart, SaysThatTheEndIsMissingWhereverItIsCut) {
  const std::size_t whole = kOne.find("--b--") + 5;
  for (std::size_t size = 0; size < whole; ++size) {
    EXPECT_NE(ErrorOf(kOne.substr(0, size)), "") << size;
  }
  EXPECT_THAT(ErrorOf(kOne.substr(0, whole - 7)), HasSubstr("before its last boundary"));
  EXPECT_THAT(ErrorOf(kOne.substr(0, whole - 2)), HasSubstr("before its last boundary"));
  EXPECT_EQ(ErrorOf(kOne.substr(0, whole)), "");
}

TEST(Multipart, SaysWhatIsWrong) {
  EXPECT_THAT(ErrorOf(kOne, ""), HasSubstr("boundary is empty"));
  EXPECT_THAT(ErrorOf(kOne, std::string(71, 'b')), HasSubstr("70"));
  EXPECT_THAT(ErrorOf(kOne, "c"), HasSubstr("never occurs"));
  EXPECT_THAT(ErrorOf("--b--"), HasSubstr("no part"));
  EXPECT_THAT(ErrorOf("--bx\r\n"), HasSubstr("new line"));
  EXPECT_THAT(ErrorOf("--b\r\n\r\n\r\n--b--"), HasSubstr("no name"));
  EXPECT_THAT(ErrorOf("--b\r\nno colon\r\n\r\n\r\n--b--"), HasSubstr("colon"));
  EXPECT_THAT(ErrorOf("--b\r\nContent-Disposition: form-data\r\n\r\n\r\n--b--"),
              HasSubstr("no name"));
  EXPECT_THAT(ErrorOf("--b\r\nContent-Disposition: inline; name=x\r\n\r\n\r\n--b--"),
              HasSubstr("form-data"));
}

TEST(Multipart, BoundsTheHeaderOfAPart) {
  const std::string long_line =
      "X: " + std::string(kMaxPartHeaderBytes, 'x') + "\r\n\r\n1\r\n--b--";
  EXPECT_THAT(ErrorOf("--b\r\nContent-Disposition: form-data; name=x\r\n" + long_line),
              HasSubstr("too long"));
}

TEST(Multipart, BoundsTheNumberOfParts) {
  std::string body;
  for (std::size_t i = 0; i < kMaxParts; ++i) {
    body += "--b\r\nContent-Disposition: form-data; name=x\r\n\r\n1\r\n";
  }
  EXPECT_EQ(ErrorOf(body + "--b--"), "");
  EXPECT_THAT(ErrorOf(body + body + "--b--"), HasSubstr("more than 64 parts"));
}

TEST(Multipart, ReadsBackAnyParts) {
  rc::check([] {
    const std::string boundary = "----Boundary7MA4YWxk";
    const auto datas = *rc::gen::container<std::vector<std::string>>(
        rc::gen::container<std::string>(rc::gen::weightedOneOf<char>(
            {{3, rc::gen::elementOf(std::string("\r\n-B"))}, {1, rc::gen::arbitrary<char>()}})));
    RC_PRE(!datas.empty() && datas.size() <= kMaxParts);
    std::string body;
    for (std::size_t i = 0; i < datas.size(); ++i) {
      body += "--" + boundary + "\r\nContent-Disposition: form-data; name=\"f" + std::to_string(i) +
              "\"\r\n\r\n" + datas[i] + "\r\n";
    }
    body += "--" + boundary + "--\r\n";
    const auto parts = ParseMultipart(body, boundary);
    RC_ASSERT(parts.ok());
    RC_ASSERT(parts.value().size() == datas.size());
    for (std::size_t i = 0; i < datas.size(); ++i) {
      RC_ASSERT(parts.value()[i].name == "f" + std::to_string(i));
      RC_ASSERT(parts.value()[i].data == datas[i]);
    }
  });
}

TEST(Multipart, NeverReadsOutsideWhateverTheBytes) {
  rc::check([] {
    const auto pieces = *rc::gen::container<std::vector<std::string>>(
        rc::gen::element<std::string>("\r\n", "--b", "--", "\r\n\r\n", "x", " ",
                                      "Content-Disposition: form-data; name=\"x", "\"", ";", ":"));
    std::string body;
    for (const std::string& piece : pieces) body += piece;
    const auto parts = ParseMultipart(body, "b");
    if (!parts.ok()) return;
    for (const Part& part : parts.value()) {
      RC_ASSERT(part.data.data() >= body.data());
      RC_ASSERT(part.data.data() + part.data.size() <= body.data() + body.size());
    }
  });
}

}  // namespace
}  // namespace inkdigit
