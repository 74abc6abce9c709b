#include "server/v2/infer_request.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inkdigit::v2 {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

// A request with one input whose members, besides its name, are `members`.
std::string WithInput(const std::string& members, const std::string& more = "") {
  return R"({"inputs":[{"name":"tiles",)" + members + "}]" + more + "}";
}

constexpr const char* kGood = R"("shape":[2,2],"datatype":"UINT8","data":[1,2,3,4])";

std::string ErrorOf(const std::string& body, const std::string& length = "") {
  const auto request = ParseInferRequest(body, length);
  EXPECT_FALSE(request.ok()) << body;
  return request.ok() ? "" : request.error().message;
}

TEST(InferRequest, ReadsTheSpecificationsMembersInAnyOrder) {
  const auto request = ParseInferRequest(
      R"({"outputs":[{"name":"b","parameters":{"binary_data":true,"x":"y"}},{"name":"a"}],
          "inputs":[{"data":[[1,2],[3,4]],"datatype":"FP32","shape":[2,2],"name":"tiles",
                     "parameters":{"anything":1.5}}],
          "parameters":{"priority":3},"id":"caf\u00e9 \"1\"","unknown":{"a":[null]}})",
      "");
  ASSERT_TRUE(request.ok()) << request.error().message;
  EXPECT_EQ(request.value().id, "caf\xc3\xa9 \"1\"");
  ASSERT_EQ(request.value().inputs.size(), 1U);
  const InputTensor& input = request.value().inputs.front();
  EXPECT_EQ(input.name, "tiles");
  EXPECT_EQ(input.datatype, "FP32");
  EXPECT_THAT(input.shape, ElementsAre(2, 2));
  EXPECT_EQ(input.elements, 4U);
  EXPECT_FALSE(input.is_binary);
  EXPECT_EQ(input.data, "[[1,2],[3,4]]");
  ASSERT_EQ(request.value().outputs.size(), 2U);
  EXPECT_EQ(request.value().outputs[0].name, "b");
  EXPECT_TRUE(request.value().outputs[0].is_binary);
  EXPECT_FALSE(request.value().outputs[1].is_binary);
}

TEST(InferRequest, GivesEachBinaryTensorItsBytesInTheOrderOfTheJson) {
  const std::string json =
      R"({"inputs":[{"name":"a","shape":[3],"datatype":"UINT8","parameters":{"binary_data_size":3}},)"
      R"({"name":"b","shape":[1],"datatype":"UINT8","data":[7]},)"
      R"({"name":"c","shape":[2],"datatype":"UINT8","parameters":{"binary_data_size":2}}],)"
      R"("parameters":{"binary_data_output":true},)"
      R"("outputs":[{"name":"x"},{"name":"y","parameters":{"binary_data":false}}]})";
  const std::string body = json + "abcde";
  const auto request = ParseInferRequest(body, std::to_string(json.size()));
  ASSERT_TRUE(request.ok()) << request.error().message;
  EXPECT_EQ(request.value().inputs[0].data, "abc");
  EXPECT_EQ(request.value().inputs[1].data, "[7]");
  EXPECT_EQ(request.value().inputs[2].data, "de");
  EXPECT_TRUE(request.value().binary_output);
  EXPECT_TRUE(request.value().outputs[0].is_binary);
  EXPECT_FALSE(request.value().outputs[1].is_binary);
}

TEST(InferRequest, RefusesBytesThatDontAddUp) {
  const std::string json =
      WithInput(R"("shape":[3],"datatype":"UINT8","parameters":{"binary_data_size":3})");
  const std::string length = std::to_string(json.size());
  EXPECT_THAT(ErrorOf(json + "ab", length), HasSubstr("claims 3 bytes (binary_data_size), but 2"));
  EXPECT_THAT(ErrorOf(json + "abcd", length), HasSubstr("1 bytes behind the JSON"));
  EXPECT_THAT(ErrorOf(json), HasSubstr("Inference-Header-Content-Length"));
  EXPECT_THAT(ErrorOf(json + "abc"), HasSubstr("something follows"));
  for (const char* wrong : {"-1", "99999", "1e2", "0x10", " 5", "18446744073709551616", "abc"}) {
    EXPECT_THAT(ErrorOf(json + "abc", wrong), HasSubstr("Inference-Header-Content-Length is"));
  }
  EXPECT_THAT(ErrorOf(json + "abc", "0"), HasSubstr("has to be a JSON object"));
}

TEST(InferRequest, NamesTheFieldThatIsWrong) {
  EXPECT_THAT(ErrorOf(""), HasSubstr("has to be a JSON object with inputs"));
  EXPECT_THAT(ErrorOf("[]"), HasSubstr("has to be a JSON object"));
  EXPECT_THAT(ErrorOf("{}"), HasSubstr("inputs is missing"));
  EXPECT_THAT(ErrorOf(R"({"inputs":[]})"), HasSubstr("inputs is missing"));
  EXPECT_THAT(ErrorOf(R"({"inputs":{}})"), HasSubstr("inputs has to be an array"));
  EXPECT_THAT(ErrorOf(R"({"inputs":[3]})"), HasSubstr("inputs[0] has to be an object"));
  EXPECT_THAT(ErrorOf(R"({"inputs":[{"shape":[1],"datatype":"X","data":[]}]})"),
              HasSubstr("inputs[0].name is missing"));
  EXPECT_THAT(ErrorOf(WithInput(R"("shape":[1],"data":[])")), HasSubstr("inputs[0].datatype is"));
  EXPECT_THAT(ErrorOf(WithInput(R"("datatype":"X","data":[])")), HasSubstr("inputs[0].shape is"));
  EXPECT_THAT(ErrorOf(WithInput(R"("datatype":"X","shape":[1])")),
              HasSubstr("inputs[0] has no data"));
  EXPECT_THAT(ErrorOf(WithInput(R"("datatype":4,"shape":[1],"data":[])")),
              HasSubstr("inputs[0].datatype has to be a string"));
  EXPECT_THAT(ErrorOf(WithInput(R"("datatype":"X","shape":[1],"data":"AAA")")),
              HasSubstr("inputs[0].data has to be an array"));
  EXPECT_THAT(ErrorOf(WithInput(kGood, R"(,"id":7)")), HasSubstr("id has to be a string"));
  EXPECT_THAT(ErrorOf(WithInput(kGood, R"(,"inputs":[])")), HasSubstr("inputs is there twice"));
  EXPECT_THAT(ErrorOf(WithInput(kGood, R"(,"outputs":[{}])")), HasSubstr("outputs[0].name is"));
  EXPECT_THAT(ErrorOf(WithInput(kGood, R"(,"outputs":["digits"])")),
              HasSubstr("outputs[0] has to be an object"));
  EXPECT_THAT(ErrorOf(WithInput(kGood, R"(,"outputs":[{"name":"a"},{"name":"a"}])")),
              HasSubstr("output a is asked for twice"));
  EXPECT_THAT(ErrorOf(WithInput(kGood, R"(,"parameters":{"a":{}})")),
              HasSubstr("parameters.a has"));
  EXPECT_THAT(ErrorOf(WithInput(kGood, R"(,"parameters":{"a":null})")), HasSubstr("parameters.a"));
  EXPECT_THAT(ErrorOf(WithInput(kGood, R"(,"parameters":{"binary_data_output":1})")),
              HasSubstr("has to be true or false"));
  EXPECT_THAT(ErrorOf(WithInput(std::string(kGood) + R"(,"parameters":{"binary_data_size":4})")),
              HasSubstr("both data and binary_data_size"));
  EXPECT_THAT(
      ErrorOf(WithInput(R"("shape":[1],"datatype":"X","parameters":{"binary_data_size":-4})")),
      HasSubstr("binary_data_size has to be a whole number"));
  EXPECT_THAT(
      ErrorOf(WithInput(R"("shape":[1],"datatype":"X","parameters":{"shared_memory_region":"r"})")),
      HasSubstr("extension that this server doesn't have"));
  EXPECT_THAT(ErrorOf(WithInput(kGood) + "x"), HasSubstr("the JSON is broken at byte"));
  EXPECT_THAT(ErrorOf(WithInput(kGood).substr(0, 40)), HasSubstr("the JSON is broken at byte"));
}

TEST(InferRequest, RefusesShapesThatNoRequestCanFill) {
  const auto error_of = [](const std::string& shape) {
    return ErrorOf(WithInput(R"("shape":)" + shape + R"(,"datatype":"UINT8","data":[])"));
  };
  EXPECT_THAT(error_of("[-1]"), HasSubstr("inputs[0].shape[0] is -1; a request's dimensions"));
  EXPECT_THAT(error_of("[0,28,28]"), HasSubstr("shape[0] is 0"));
  EXPECT_THAT(error_of("[1,28.0,28]"), HasSubstr("shape[1] is 28.0"));
  EXPECT_THAT(error_of("[1e3]"), HasSubstr("whole numbers"));
  EXPECT_THAT(error_of("[\"1\"]"), HasSubstr("shape[0] has to be a whole number"));
  EXPECT_THAT(error_of("[[1]]"), HasSubstr("shape[0] has to be a whole number"));
  EXPECT_THAT(error_of("[]"), HasSubstr("no dimensions"));
  EXPECT_THAT(error_of("7"), HasSubstr("has to be an array"));
  EXPECT_THAT(error_of("[1,1,1,1,1,1,1,1,1]"), HasSubstr("more than 8 dimensions"));
  EXPECT_THAT(error_of("[2147483648,28,28]"), HasSubstr("more elements than any request"));
  EXPECT_THAT(error_of("[4294967296,4294967296]"), HasSubstr("more elements"));
  EXPECT_THAT(error_of("[65536,65536,65536,65536]"), HasSubstr("more elements"));
  EXPECT_THAT(error_of("[9223372036854775807,2]"), HasSubstr("more elements"));
  EXPECT_THAT(error_of("[99999999999999999999]"), HasSubstr("whole numbers above 0"));
}

TEST(InferRequest, BoundsTheNumberOfTensors) {
  std::string inputs;
  for (int i = 0; i < 17; ++i) {
    inputs += std::string(i > 0 ? "," : "") + R"({"name":"t)" + std::to_string(i) +
              R"(","shape":[1],"datatype":"UINT8","data":[1]})";
  }
  EXPECT_THAT(ErrorOf(R"({"inputs":[)" + inputs + "]}"), HasSubstr("more than 16 tensors"));
}

}  // namespace
}  // namespace inkdigit::v2
