#include "server/recognize.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "json/base64.h"
#include "server/test_pictures.h"
#include "server/worker_pool.h"

namespace inkdigit {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;

const Recognizer& TestRecognizer() {
  static const Recognizer recognizer(Model::LoadEmbedded().value());
  return recognizer;
}

Request Post(std::string body, std::string target = "/api/v1/recognize") {
  Request request;
  request.method = "POST";
  request.target = std::move(target);
  request.body = std::move(body);
  return request;
}

Response Ask(const Request& request) {
  Workspace workspace;
  PixelBudget pixels(kPixelsAtOnce);
  return Recognize(request, {TestRecognizer(), pixels, workspace});
}

std::string Multipart(const std::string& field, const std::string& data) {
  return "--b\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nhello\r\n"
         "--b\r\nContent-Disposition: form-data; name=\"" +
         field + "\"; filename=\"x.png\"\r\nContent-Type: image/png\r\n\r\n" + data +
         "\r\n--b--\r\n";
}

// The problem's detail, after checking its status.
std::string DetailOf(const Request& request, int status) {
  const Response response = Ask(request);
  EXPECT_EQ(response.status, status) << response.body_view();
  EXPECT_EQ(response.content_type, "application/problem+json");
  const json problem = json::parse(response.body_view());
  EXPECT_EQ(problem["status"], status);
  return problem["detail"];
}

TEST(Recognize, AnswersTheDocumentedObject) {
  const Response response = Ask(Post(EncodePng(DrawSeven())));
  ASSERT_EQ(response.status, 200) << response.body_view();
  EXPECT_EQ(response.content_type, "application/json");
  const json answer = json::parse(response.body_view());
  EXPECT_EQ(answer["width"], 280);
  EXPECT_EQ(answer["height"], 280);
  EXPECT_EQ(answer["model"], TestRecognizer().model().info().name);
  EXPECT_FALSE(answer.contains("file"));
  EXPECT_EQ(answer["digits"].size() + answer["rejected"].size(), 1U);
}

TEST(Recognize, ReadsDrawnDigits) {
  EXPECT_EQ(json::parse(Ask(Post(EncodePng(DrawSeven()))).body_view())["text"], "7");
  EXPECT_EQ(json::parse(Ask(Post(EncodePng(DrawOne()))).body_view())["text"], "1");
  EXPECT_EQ(json::parse(Ask(Post(EncodePng(DrawZero()))).body_view())["text"], "0");
}

TEST(Recognize, ReadsNothingFromFlatPictures) {
  for (const int grey : {0, 128, 255}) {
    for (const int side : {1, 28, 200}) {
      const GrayImage flat(side, side, static_cast<std::uint8_t>(grey));
      const Response response = Ask(Post(EncodePng(flat)));
      ASSERT_EQ(response.status, 200) << response.body_view();
      EXPECT_EQ(json::parse(response.body_view())["text"], "") << grey << " " << side;
    }
  }
}

TEST(Recognize, GivesTheSameAnswerToMultipart) {
  const std::string png = EncodePng(DrawSeven());
  const std::string raw(Ask(Post(png)).body_view());
  for (const char* field : {"image", "file"}) {
    Request request = Post(Multipart(field, png));
    request.content_type = "Multipart/Form-Data; boundary=\"b\"";
    EXPECT_EQ(Ask(request).body_view(), raw) << field;
  }
}

std::string MultipartWithList(const std::string& png, const std::string& list) {
  return "--b\r\nContent-Disposition: form-data; name=\"allow\"\r\n\r\n" + list +
         "\r\n--b\r\nContent-Disposition: form-data; name=\"image\"; filename=\"x.png\"\r\n\r\n" +
         png + "\r\n--b--\r\n";
}

TEST(Recognize, MatchesAListOfAllowedAnswers) {
  Request request = Post(MultipartWithList(EncodePng(DrawSeven()), "1\n7\n77\n"));
  request.content_type = "multipart/form-data; boundary=b";
  const json answer = json::parse(Ask(request).body_view());
  ASSERT_EQ(answer["allowed"].size(), 2U);  // those of one digit
  EXPECT_EQ(answer["allowed"][0]["text"], "7");
  EXPECT_GT(answer["allowed"][0]["probability"], 0.9);
  EXPECT_FALSE(json::parse(Ask(Post(EncodePng(DrawSeven()))).body_view()).contains("allowed"));
}

// A form with a field `image` for each.
Request PostForm(const std::vector<std::string>& files, const std::string& more = "") {
  std::string body;
  for (const std::string& file : files) {
    body += "--b\r\nContent-Disposition: form-data; name=\"image\"\r\n\r\n" + file + "\r\n";
  }
  Request request = Post(body + more + "--b--\r\n");
  request.content_type = "multipart/form-data; boundary=b";
  return request;
}

TEST(Recognize, AnswersSeveralPicturesWithAnArrayInTheirOrderErrorsInTheirPlace) {
  const std::string seven = EncodePng(DrawSeven());
  const Request request = PostForm({seven, "no picture", EncodePng(DrawOne()), ""});
  WorkerPool pool(2, 10);
  for (Helpers* helpers : {static_cast<Helpers*>(nullptr), static_cast<Helpers*>(&pool)}) {
    Workspace workspace;
    PixelBudget pixels(kPixelsAtOnce);
    std::optional<KeptReading> draft;
    const Response response = Recognize(request, {.recognizer = TestRecognizer(),
                                                  .pixels = pixels,
                                                  .workspace = workspace,
                                                  .draft = &draft,
                                                  .helpers = helpers});
    ASSERT_EQ(response.status, 200) << response.body_view();
    EXPECT_EQ(response.content_type, "application/json");
    const json answer = json::parse(response.body_view());
    ASSERT_EQ(answer.size(), 4U);
    EXPECT_EQ(answer[0], json::parse(Ask(Post(seven)).body_view()));
    EXPECT_EQ(answer[1]["status"], 415);
    EXPECT_EQ(answer[2]["text"], "1");
    EXPECT_EQ(answer[3]["status"], 400);
    EXPECT_EQ(answer[3]["detail"], "the field image is empty");
    EXPECT_FALSE(draft) << "a batch is not kept";
  }
}

TEST(Recognize, MatchesEachPictureOfABatchAgainstTheList) {
  const json answer = json::parse(
      Ask(PostForm({EncodePng(DrawSeven()), EncodePng(DrawOne())},
                   "--b\r\nContent-Disposition: form-data; name=\"allow\"\r\n\r\n1\n7\r\n"))
          .body_view());
  EXPECT_EQ(answer[0]["allowed"][0]["text"], "7");
  EXPECT_EQ(answer[1]["allowed"][0]["text"], "1");
}

TEST(Recognize, BoundsTheNumberOfPictures) {
  EXPECT_THAT(DetailOf(PostForm(std::vector<std::string>(65, "x")), 400),
              HasSubstr("more than 64 parts"));
}

TEST(Recognize, RefusesOneCorrectionForSeveralPictures) {
  const std::string png = EncodePng(DrawSeven());
  Request request = PostForm({png, png});
  request.target = "/api/v1/readings?text=7";
  Workspace workspace;
  PixelBudget pixels(kPixelsAtOnce);
  const Response response = RecognizeCorrected(request, {TestRecognizer(), pixels, workspace});
  EXPECT_EQ(response.status, 400);
  EXPECT_THAT(response.body_view(), HasSubstr("one by one"));
}

TEST(Recognize, ReadsAPictureInJson) {
  const std::string png = EncodePng(DrawSeven());
  const std::string base64 = Base64(std::vector<std::uint8_t>(png.begin(), png.end()));
  EXPECT_EQ(Ask(Post(R"({"image":")" + base64 + "\"}")).body_view(), Ask(Post(png)).body_view());
}

TEST(Recognize, HintsAtDataBinaryWhenAPngHasLostItsLineBreaks) {
  std::string png = EncodePng(DrawSeven());
  png.erase(std::remove_if(png.begin(), png.end(), [](char c) { return c == '\r' || c == '\n'; }),
            png.end());
  EXPECT_THAT(DetailOf(Post(png), 422), HasSubstr("--data-binary"));
}

TEST(Recognize, RefusesAListThatIsNoneOfNumbers) {
  Request request = Post(MultipartWithList(EncodePng(DrawSeven()), "1\nseven\n"));
  request.content_type = "multipart/form-data; boundary=b";
  EXPECT_THAT(DetailOf(request, 400), HasSubstr("line 2"));
}

TEST(Recognize, DoesNotBelieveTheContentType) {
  Request request = Post(EncodePng(DrawSeven()));
  for (const char* type : {"", "image/jpeg", "text/plain", "application/x-www-form-urlencoded"}) {
    request.content_type = type;
    EXPECT_EQ(Ask(request).status, 200) << type;
  }
}

TEST(Recognize, ExplainsWithTheTile) {
  const auto glyph_of = [](const std::string& query) {
    const Response response = Ask(Post(EncodePng(DrawSeven()), "/api/v1/recognize" + query));
    const json answer = json::parse(response.body_view());
    return answer["digits"].empty() ? answer["rejected"].at(0) : answer["digits"].at(0);
  };
  EXPECT_FALSE(glyph_of("").contains("tile"));
  EXPECT_FALSE(glyph_of("?explain=0").contains("tile"));
  EXPECT_FALSE(glyph_of("?explain=0").contains("evidence"));
  const json explained = glyph_of("?explain=1");
  EXPECT_EQ(explained["tile"].get<std::string>().size(), 1048U);
  EXPECT_EQ(explained["evidence"]["shape"][0], kClasses);
}

TEST(Recognize, RefusesUnknownQueryValuesAndNamesTheAllowedOnes) {
  const std::string png = EncodePng(DrawSeven());
  EXPECT_EQ(Ask(Post(png, "/api/v1/recognize?mode=auto")).status, 200);
  EXPECT_EQ(Ask(Post(png, "/api/v1/recognize?mode=digit")).status, 200);
  EXPECT_THAT(DetailOf(Post(png, "/api/v1/recognize?mode=word"), 400),
              HasSubstr("auto, digit or number"));
  EXPECT_THAT(DetailOf(Post(png, "/api/v1/recognize?mode="), 400), HasSubstr("auto"));
  EXPECT_THAT(DetailOf(Post(png, "/api/v1/recognize?explain=yes"), 400), HasSubstr("0 or 1"));
}

TEST(Recognize, ReadsNumbersInEveryMode) {
  const auto text_of = [](const std::string& query) {
    GrayImage both = DrawOne();
    const GrayImage seven = DrawSeven();
    GrayImage pair(both.width() + seven.width(), std::max(both.height(), seven.height()), 255);
    for (int y = 0; y < both.height(); ++y) {
      std::copy_n(both.row(y), both.width(), pair.row(y));
    }
    for (int y = 0; y < seven.height(); ++y) {
      std::copy_n(seven.row(y), seven.width(), pair.row(y) + both.width());
    }
    const Response response = Ask(Post(EncodePng(pair), "/api/v1/recognize" + query));
    return json::parse(response.body_view())["text"].get<std::string>();
  };
  EXPECT_THAT(text_of("?mode=number"), testing::MatchesRegex("1 ?7"));
  EXPECT_THAT(text_of(""), testing::MatchesRegex("1 ?7"));
  EXPECT_LE(text_of("?mode=digit").size(), 1U);
}

TEST(Recognize, RefusesAnEmptyBody) { EXPECT_THAT(DetailOf(Post(""), 400), HasSubstr("no body")); }

TEST(Recognize, RefusesTextAndSaysWhichFormatsItReads) {
  EXPECT_THAT(DetailOf(Post("this is no picture, whatever its name"), 415), HasSubstr("PNG"));
}

TEST(Recognize, RefusesATruncatedPng) {
  const std::string png = EncodePng(DrawSeven());
  EXPECT_NE(DetailOf(Post(png.substr(0, png.size() / 2)), 422), "");
}

TEST(Recognize, RefusesAPngThatClaimsTooManyPixels) {
  EXPECT_THAT(DetailOf(Post(PngThatClaims(60000, 60000)), 413), HasSubstr("pixels"));
}

TEST(Recognize, RefusesMultipartWithoutEndFieldOrBoundary) {
  const std::string png = EncodePng(DrawSeven());
  const std::string whole = Multipart("image", png);
  const auto with = [](std::string body, std::string type) {
    Request request = Post(std::move(body));
    request.content_type = std::move(type);
    return request;
  };
  const std::string type = "multipart/form-data; boundary=b";
  EXPECT_THAT(DetailOf(with(whole.substr(0, whole.size() - 9), type), 400),
              HasSubstr("ends before"));
  EXPECT_THAT(DetailOf(with(Multipart("photo", png), type), 400),
              HasSubstr("no field image or file"));
  EXPECT_THAT(DetailOf(with(Multipart("image", ""), type), 400), HasSubstr("is empty"));
  EXPECT_THAT(DetailOf(with(whole, "multipart/form-data"), 400), HasSubstr("no boundary"));
  EXPECT_THAT(DetailOf(with(whole, "multipart/form-data; boundary="), 400),
              HasSubstr("boundary is empty"));
  EXPECT_THAT(DetailOf(with(whole, "multipart/form-data; boundary=\"b"), 400),
              HasSubstr("no boundary"));
}

}  // namespace
}  // namespace inkdigit
