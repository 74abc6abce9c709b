#include "server/picture_form.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inkdigit {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Request Post(std::string body, std::string content_type = "") {
  Request request;
  request.body = std::move(body);
  request.content_type = std::move(content_type);
  return request;
}

std::string ErrorOf(const Request& request) {
  const auto form = ReadPictureForm(request);
  EXPECT_FALSE(form.ok());
  return form.ok() ? "" : form.error().message;
}

TEST(PictureForm, TakesTheBodyItselfWhateverItsTypeSays) {
  for (const char* type : {"", "image/png", "application/octet-stream", "application/json"}) {
    const Request request = Post("\x89PNG", type);
    const auto form = ReadPictureForm(request);
    ASSERT_TRUE(form.ok()) << type;
    ASSERT_EQ(form.value().pictures.size(), 1U);
    EXPECT_EQ(form.value().pictures.front().bytes, "\x89PNG") << type;
  }
}

TEST(PictureForm, TakesBase64InJsonWithAndWithoutItsContentType) {
  for (const char* type : {"", "application/json", "application/x-www-form-urlencoded"}) {
    for (const char* body :
         {R"({"image":"aGk="})", R"( {"image": "data:image\/png;base64,aGk"})"}) {
      const Request request = Post(body, type);
      const auto form = ReadPictureForm(request);
      ASSERT_TRUE(form.ok()) << body;
      EXPECT_EQ(form.value().pictures.front().bytes, "hi") << body;
    }
  }
}

TEST(PictureForm, SaysWhatTheJsonShouldHaveBeen) {
  EXPECT_THAT(ErrorOf(Post("{}")), HasSubstr("no \"image\""));
  EXPECT_THAT(ErrorOf(Post(R"({"image":""})")), HasSubstr("no \"image\""));
  EXPECT_THAT(ErrorOf(Post(R"({"image":"data:image/png;base64,"})")), HasSubstr("no bytes"));
  EXPECT_THAT(ErrorOf(Post(R"({"image":"@digit.png"})")), HasSubstr("not base64"));
  EXPECT_THAT(ErrorOf(Post(R"({"image":7})")), HasSubstr("has to be a string"));
  EXPECT_THAT(ErrorOf(Post(R"({"picture":"aGk="})")), HasSubstr("member \"picture\""));
  EXPECT_THAT(ErrorOf(Post(R"({"image":"aGk=")")), HasSubstr("broken at byte"));
}

TEST(PictureForm, GivesAllPicturesOfAFormInTheirOrder) {
  const Request request = Post(
      "--b\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\none\r\n"
      "--b\r\nContent-Disposition: form-data; name=\"allow\"\r\n\r\n1\n2\r\n"
      "--b\r\nContent-Disposition: form-data; name=\"image\"\r\n\r\n\r\n"
      "--b\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nx\r\n"
      "--b\r\nContent-Disposition: form-data; name=\"image\"\r\n\r\nthree\r\n--b--\r\n",
      "multipart/form-data; boundary=b");
  const auto form = ReadPictureForm(request);
  ASSERT_TRUE(form.ok()) << form.error().message;
  ASSERT_EQ(form.value().pictures.size(), 3U);
  EXPECT_EQ(form.value().pictures[0].bytes, "one");
  EXPECT_EQ(form.value().pictures[1].bytes, "");
  EXPECT_EQ(form.value().pictures[1].field, "image");
  EXPECT_EQ(form.value().pictures[2].bytes, "three");
  EXPECT_EQ(form.value().allow, "1\n2");
}

TEST(UploadHint, TellsThatAPngHasLostItsLineBreaks) {
  const Error error{Errc::kUnsupportedFormat, "no picture"};
  for (const char* broken : {"\x89PNG\x1aIHDR", "\x89PNG\n\x1a\n", "\x89PNG"}) {
    const Error hint = WithUploadHint(error, broken, "image/png");
    EXPECT_EQ(hint.code, Errc::kBadImage);
    EXPECT_THAT(hint.message, HasSubstr("--data-binary"));
  }
}

TEST(UploadHint, SuspectsCurlOfWhatItSentAsAForm) {
  const Error error{Errc::kBadImage, "the picture is damaged"};
  EXPECT_THAT(WithUploadHint(error, "\xff\xd8", "application/x-www-form-urlencoded").message,
              HasSubstr("the picture is damaged; if curl -d"));
  EXPECT_THAT(WithUploadHint(error, "\x89PNG\r\n\x1a\n", "image/png").message,
              Not(HasSubstr("curl")));
}

}  // namespace
}  // namespace inkdigit
