#include "server/v2/infer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>
#include <nlohmann/json.hpp>

#include "json/base64.h"
#include "server/recognize.h"
#include "server/test_pictures.h"
#include "server/v2/route.h"
#include "server/worker_pool.h"

namespace inkdigit::v2 {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;

const Recognizer& TestRecognizer() {
  static const Recognizer recognizer(Model::LoadEmbedded().value());
  return recognizer;
}

Response Ask(const std::string& body, std::size_t json_length = 0, Helpers* helpers = nullptr,
             Metrics* metrics = nullptr) {
  Request request;
  request.method = "POST";
  request.target = "/v2/models/digits/infer";
  request.body = body;
  if (json_length > 0) request.inference_header_content_length = std::to_string(json_length);
  Workspace workspace;
  PixelBudget pixels(kPixelsAtOnce);
  return AsError(Infer(request, {.recognizer = TestRecognizer(),
                                 .pixels = pixels,
                                 .workspace = workspace,
                                 .helpers = helpers,
                                 .metrics = metrics}));
}

std::string ErrorOf(const std::string& body, int status = 400) {
  const Response response = Ask(body);
  EXPECT_EQ(response.status, status) << response.body_view();
  EXPECT_EQ(response.content_type, "application/json");
  const json error = json::parse(response.body_view());
  EXPECT_EQ(error.size(), 1U);
  return error["error"];
}

// The tile that the pipeline makes of a drawn 7, and what the network says to it.
GlyphReading Seven() {
  Workspace workspace;
  const GrayImage picture = DrawSeven();
  return TestRecognizer().Read(picture.view(), {}, workspace).value().digits.at(0);
}

std::vector<Tile28> ManyTiles(std::size_t count) {
  std::vector<Tile28> tiles(count);
  const Tile28 seven = Seven().tile;
  for (std::size_t i = 0; i < count; ++i) {
    tiles[i] = seven;
    tiles[i].pixels[i % 784] = static_cast<std::uint8_t>(i);
  }
  return tiles;
}

json TilesInput(const std::vector<Tile28>& tiles) {
  json data = json::array();
  for (const Tile28& tile : tiles) data.push_back(tile.pixels);
  return {
      {"name", "tiles"}, {"datatype", "UINT8"}, {"shape", {tiles.size(), 28, 28}}, {"data", data}};
}

json ImageInput(const std::vector<std::string>& files) {
  json data = json::array();
  for (const std::string& file : files) {
    data.push_back(Base64(std::vector<std::uint8_t>(file.begin(), file.end())));
  }
  return {{"name", "image"}, {"datatype", "BYTES"}, {"shape", {files.size()}}, {"data", data}};
}

json WithInput(json input) { return {{"inputs", {std::move(input)}}}; }

TEST(Infer, CountsTilesAndPicturesAsReadings) {
  Metrics metrics;
  ASSERT_EQ(Ask(WithInput(TilesInput(ManyTiles(2))).dump(), 0, nullptr, &metrics).status, 200);
  EXPECT_THAT(metrics.Text({}), HasSubstr("inkdigit_readings_total 2\n"));
  ASSERT_EQ(
      Ask(WithInput(ImageInput({EncodePng(DrawSeven())})).dump(), 0, nullptr, &metrics).status,
      200);
  const std::string text = metrics.Text({});
  EXPECT_THAT(text, HasSubstr("inkdigit_readings_total 3\n"));
  EXPECT_THAT(text, HasSubstr("inkdigit_digits_total 3\n"));
}

TEST(Infer, AnswersTilesWithAllOutputsAndTheIdOfTheRequest) {
  const GlyphReading seven = Seven();
  json request = WithInput(TilesInput({seven.tile, Tile28{}}));
  request["id"] = "\u00e9 42";
  const Response response = Ask(request.dump());
  ASSERT_EQ(response.status, 200) << response.body_view();
  EXPECT_EQ(response.content_type, "application/json");
  const json answer = json::parse(response.body_view());
  EXPECT_EQ(answer["model_name"], "digits");
  EXPECT_EQ(answer["model_version"], TestRecognizer().model().info().name);
  EXPECT_EQ(answer["id"], "\u00e9 42");
  ASSERT_EQ(answer["outputs"].size(), 3U);
  const json& probabilities = answer["outputs"][0];
  EXPECT_EQ(probabilities["name"], "probabilities");
  EXPECT_EQ(probabilities["datatype"], "FP32");
  EXPECT_EQ(probabilities["shape"], json({2, 10}));
  ASSERT_EQ(probabilities["data"].size(), 20U);
  EXPECT_NEAR(probabilities["data"][7].get<double>(), seven.scores.probabilities[7], 1e-4);
  EXPECT_EQ(answer["outputs"][1]["datatype"], "INT64");
  EXPECT_EQ(answer["outputs"][1]["shape"], json({2}));
  EXPECT_EQ(answer["outputs"][1]["data"][0], 7);
  EXPECT_EQ(answer["outputs"][2]["datatype"], "BOOL");
  EXPECT_EQ(answer["outputs"][2]["data"], json({false, true}));  // an empty tile is no digit
}

TEST(Infer, GivesTheOutputsThatWereAskedForInThatOrder) {
  json request = WithInput(TilesInput(ManyTiles(1)));
  request["outputs"] = {{{"name", "rejected"}}, {{"name", "digits"}}};
  const json answer = json::parse(Ask(request.dump()).body_view());
  EXPECT_FALSE(answer.contains("id"));
  ASSERT_EQ(answer["outputs"].size(), 2U);
  EXPECT_EQ(answer["outputs"][0]["name"], "rejected");
  EXPECT_EQ(answer["outputs"][1]["name"], "digits");
}

TEST(Infer, RefusesUnknownInputsAndOutputsByName) {
  json request = WithInput(TilesInput(ManyTiles(1)));
  request["outputs"] = {{{"name", "logits"}}};
  EXPECT_THAT(
      ErrorOf(request.dump()),
      HasSubstr("no output logits for the input tiles; it has probabilities, digits, rejected"));
  request["outputs"] = {{{"name", "text"}}};
  EXPECT_THAT(ErrorOf(request.dump()), HasSubstr("no output text for the input tiles"));
  request = WithInput(TilesInput(ManyTiles(1)));
  request["inputs"][0]["name"] = "pixels";
  EXPECT_THAT(ErrorOf(request.dump()), HasSubstr("no input pixels"));
  request["inputs"][0]["name"] = "tiles";
  request["inputs"].push_back(ImageInput({"x"}));
  EXPECT_THAT(ErrorOf(request.dump()), HasSubstr("not both"));
}

TEST(Infer, ReadsPicturesAsTheRecognizerDoes) {
  const Response response =
      Ask(WithInput(ImageInput({EncodePng(DrawSeven()), EncodePng(DrawOne())})).dump());
  ASSERT_EQ(response.status, 200) << response.body_view();
  const json answer = json::parse(response.body_view());
  EXPECT_EQ(answer["outputs"][0]["name"], "text");
  EXPECT_EQ(answer["outputs"][0]["datatype"], "BYTES");
  EXPECT_EQ(answer["outputs"][0]["data"], json({"7", "1"}));
  EXPECT_EQ(answer["outputs"][1]["name"], "confidence");
  EXPECT_GT(answer["outputs"][1]["data"][0], 0.9);
}

TEST(Infer, NamesThePictureThatCantBeRead) {
  const std::string png = EncodePng(DrawSeven());
  EXPECT_THAT(ErrorOf(WithInput(ImageInput({png, "text"})).dump(), 415),
              HasSubstr("image: data[1]: "));
  EXPECT_THAT(ErrorOf(WithInput(ImageInput({png.substr(0, 90)})).dump(), 422),
              HasSubstr("data[0]"));
  EXPECT_THAT(ErrorOf(WithInput(ImageInput({PngThatClaims(60000, 60000)})).dump(), 413),
              HasSubstr("pixels"));
}

TEST(Infer, SaysTheSameInBytesAsInJson) {
  const std::vector<Tile28> tiles = ManyTiles(5);
  const json as_json = json::parse(Ask(WithInput(TilesInput(tiles)).dump()).body_view());
  const std::string bytes(reinterpret_cast<const char*>(tiles.data()), tiles.size() * 784);
  const std::string header = json{{"inputs",
                                   {{{"name", "tiles"},
                                     {"datatype", "UINT8"},
                                     {"shape", {5, 28, 28}},
                                     {"parameters", {{"binary_data_size", bytes.size()}}}}}},
                                  {"parameters", {{"binary_data_output", true}}}}
                                 .dump();
  const Response response = Ask(header + bytes, header.size());
  ASSERT_EQ(response.status, 200) << response.body_view();
  EXPECT_EQ(response.content_type, "application/octet-stream");
  std::size_t length = 0;
  for (const auto& [name, value] : response.fields) {
    if (name == "Inference-Header-Content-Length") length = std::stoul(value);
  }
  const json answer = json::parse(response.body_view().substr(0, length));
  std::string_view rest = response.body_view().substr(length);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_FALSE(answer["outputs"][i].contains("data"));
    const json& expected = as_json["outputs"][i];
    EXPECT_EQ(answer["outputs"][i]["shape"], expected["shape"]);
    const std::size_t size = answer["outputs"][i]["parameters"]["binary_data_size"];
    const std::size_t each = size / expected["data"].size();
    ASSERT_EQ(each * expected["data"].size(), size);
    for (const json& value : expected["data"]) {
      if (each == 4) {
        float number = 0;
        std::memcpy(&number, rest.data(), 4);
        EXPECT_EQ(number, value.get<float>());
      } else if (each == 8) {
        std::int64_t number = 0;
        std::memcpy(&number, rest.data(), 8);
        EXPECT_EQ(number, value.get<std::int64_t>());
      } else {
        EXPECT_EQ(rest.front() != 0, value.get<bool>());
      }
      rest.remove_prefix(each);
    }
  }
  EXPECT_EQ(rest, "");
}

TEST(Infer, MixesBytesAndJsonOutputsAsAsked) {
  json request = WithInput(ImageInput({EncodePng(DrawSeven())}));
  request["outputs"] = {{{"name", "confidence"}},
                        {{"name", "text"}, {"parameters", {{"binary_data", true}}}}};
  const Response response = Ask(request.dump());
  ASSERT_EQ(response.status, 200) << response.body_view();
  EXPECT_TRUE(
      response.body_view().ends_with(std::string_view("}]}\1\0\0\0"
                                                      "7",
                                                      8)));
  EXPECT_THAT(response.body_view(), HasSubstr(R"("parameters":{"binary_data_size":5})"));
  EXPECT_THAT(response.body_view(),
              HasSubstr(R"("name":"confidence","datatype":"FP32","shape":[1],"data":[)"));
}

TEST(Infer, GivesTheSameToAllThreadsTogetherAsToOne) {
  WorkerPool pool(3, 10);
  for (const std::size_t count : {1U, 96U, 97U, 193U, 1000U}) {
    const std::string body = WithInput(TilesInput(ManyTiles(count))).dump();
    EXPECT_EQ(Ask(body).body_view(), Ask(body, 0, &pool).body_view()) << count;
  }
}

TEST(Infer, TakesAsManyTilesAsABodyHolds) {
  const std::string bytes(std::size_t{4096} * 784, '\0');
  const std::string header =
      R"({"inputs":[{"name":"tiles","datatype":"UINT8","shape":[4096,784],"parameters":)"
      R"({"binary_data_size":3211264}}],"outputs":[{"name":"digits"}]})";
  WorkerPool pool(2, 10);
  const Response response = Ask(header + bytes, header.size(), &pool);
  ASSERT_EQ(response.status, 200) << response.body_view();
  EXPECT_EQ(json::parse(response.body_view())["outputs"][0]["data"].size(), 4096U);
}

TEST(Infer, RefusesACompressedBody) {
  EXPECT_THAT(ErrorOf("\x1f\x8b\x08 and so on", 415), HasSubstr("compressed"));
}

}  // namespace
}  // namespace inkdigit::v2
