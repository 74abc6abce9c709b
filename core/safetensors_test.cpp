#include "core/safetensors.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cstring>
#include <string>

#include "core/model_file_for_test.h"

namespace inkdigit {
namespace {

using testing::HasSubstr;

std::string Reason(const std::string& header, const std::string& data = {}) {
  const std::vector<std::byte> bytes = JoinSafetensors(header, data);
  const Result<Safetensors> file = ParseSafetensors(bytes);
  if (file.ok()) return "accepted";
  EXPECT_EQ(file.error().code, Errc::kBadModel);
  return file.error().message;
}

TEST(Safetensors, ReadsTensorsAndMetadata) {
  const std::string data("\x00\x00\x80\x3f\x00\x00\x00\x40\x07", 9);
  const std::vector<std::byte> bytes = JoinSafetensors(
      R"({"__metadata__":{"a":"b"},"t":{"dtype":"F32","shape":[2,1],"data_offsets":[0,8]},)"
      R"("u":{"dtype":"U8","shape":[],"data_offsets":[8,9]}}   )",
      data);
  const Result<Safetensors> file = ParseSafetensors(bytes);
  ASSERT_TRUE(file.ok()) << file.error().message;
  EXPECT_EQ(file.value().metadata.at("a"), "b");
  const Tensor& tensor = file.value().tensors.at("t");
  EXPECT_EQ(tensor.dtype, "F32");
  EXPECT_EQ(tensor.shape, (std::vector<std::int64_t>{2, 1}));
  float values[2] = {};
  ASSERT_EQ(tensor.bytes.size(), sizeof values);
  std::memcpy(values, tensor.bytes.data(), sizeof values);
  EXPECT_EQ(values[0], 1.0F);
  EXPECT_EQ(values[1], 2.0F);
  EXPECT_EQ(file.value().tensors.at("u").bytes.size(), 1U);
  EXPECT_TRUE(file.value().tensors.at("u").shape.empty());
}

TEST(Safetensors, AcceptsAnEmptyTensorAndAnEmptyFile) {
  EXPECT_EQ(Reason("{}"), "accepted");
  EXPECT_EQ(Reason(R"({"t":{"dtype":"F32","shape":[0,5],"data_offsets":[0,0]}})"), "accepted");
}

TEST(Safetensors, RefusesAHeaderThatIsNoHeader) {
  EXPECT_THAT(ParseSafetensors({}).error().message, HasSubstr("0 bytes"));
  EXPECT_THAT(Reason(""), HasSubstr("does not begin with {"));
  EXPECT_THAT(Reason(" {}"), HasSubstr("does not begin with {"));
  EXPECT_THAT(Reason("{"), HasSubstr("no valid JSON"));
  EXPECT_THAT(Reason("{}x"), HasSubstr("no valid JSON"));
  EXPECT_THAT(Reason("{\"\xff\":1}"), HasSubstr("no valid JSON"));
}

TEST(Safetensors, RefusesAHeaderThatIsLongerThanTheFile) {
  std::vector<std::byte> bytes = JoinSafetensors("{}", "");
  bytes[0] = std::byte{3};
  EXPECT_THAT(ParseSafetensors(bytes).error().message, HasSubstr("truncated"));
  for (std::size_t i = 0; i < 8; ++i) bytes[i] = std::byte{0xff};
  EXPECT_THAT(ParseSafetensors(bytes).error().message, HasSubstr("18446744073709551615 bytes"));
}

TEST(Safetensors, RefusesKeysThatComeTwice) {
  EXPECT_THAT(Reason(R"({"t":{"dtype":"F32","shape":[0],"data_offsets":[0,0]},)"
                     R"("t":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}})"),
              HasSubstr("\"t\" twice"));
  EXPECT_THAT(Reason(R"({"t":{"dtype":"F32","dtype":"F32","shape":[0],"data_offsets":[0,0]}})"),
              HasSubstr("\"dtype\" twice"));
  EXPECT_THAT(Reason(R"({"__metadata__":{"a":"1","a":"2"}})"), HasSubstr("\"a\" twice"));
}

TEST(Safetensors, RefusesWhatDoesNotBelongIntoTheHeader) {
  EXPECT_THAT(Reason(R"({"t":5})"), HasSubstr("a number"));
  EXPECT_THAT(Reason(R"({"t":{"dtype":"F32","shape":[-1],"data_offsets":[0,0]}})"),
              HasSubstr("a negative number"));
  EXPECT_THAT(Reason(R"({"t":{"dtype":"F32","shape":[1.5],"data_offsets":[0,0]}})"),
              HasSubstr("not whole"));
  EXPECT_THAT(Reason(R"({"t":{"dtype":"F32","shape":"[1]","data_offsets":[0,0]}})"),
              HasSubstr("text"));
  EXPECT_THAT(Reason(R"({"t":{"dtype":"F32","shape":[[1]],"data_offsets":[0,0]}})"),
              HasSubstr("an array"));
  EXPECT_THAT(Reason(R"({"t":{"dtype":null,"shape":[1],"data_offsets":[0,0]}})"),
              HasSubstr("null"));
  EXPECT_THAT(Reason(R"({"t":{"dtype":"F32","shape":[0],"offsets":[0,0]}})"),
              HasSubstr("unknown field \"offsets\""));
  EXPECT_THAT(Reason(R"({"__metadata__":{"a":{"b":"c"}}})"), HasSubstr("an object"));
  EXPECT_THAT(Reason(R"({"__metadata__":{"a":1}})"), HasSubstr("a number"));
  EXPECT_THAT(Reason(R"({"__metadata__":["a"]})"), HasSubstr("an array"));
}

TEST(Safetensors, RefusesDeepNestingWithoutFollowingIt) {
  std::string header = R"({"t":)";
  for (int i = 0; i < 100'000; ++i) header += "{\"dtype\":";
  EXPECT_THAT(Reason(header), HasSubstr("an object"));
  EXPECT_THAT(Reason("{\"t\":" + std::string(100'000, '[')), HasSubstr("an array"));
}

TEST(Safetensors, RefusesTensorsThatLackAPartOrDoNotFit) {
  EXPECT_THAT(Reason(R"({"t":{}})"), HasSubstr("lacks"));
  EXPECT_THAT(Reason(R"({"t":{"dtype":"F32","shape":[1]}})", "1234"), HasSubstr("lacks"));
  EXPECT_THAT(Reason(R"({"t":{"dtype":"F32","shape":[1],"data_offsets":[0,4,4]}})", "1234"),
              HasSubstr("lacks"));
  EXPECT_THAT(Reason(R"({"t":{"dtype":"F33","shape":[1],"data_offsets":[0,4]}})", "1234"),
              HasSubstr("unknown dtype \"F33\""));
  EXPECT_THAT(Reason(R"({"t":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})", "123"),
              HasSubstr("truncated"));
  EXPECT_THAT(Reason(R"({"t":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}})", "1234"),
              HasSubstr("bytes 4 to 0"));
  EXPECT_THAT(Reason(R"({"t":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}})", "1234"),
              HasSubstr("another number of bytes"));
}

TEST(Safetensors, RefusesShapesWhoseProductOverflows) {
  EXPECT_THAT(
      Reason(R"({"t":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]}})"),
      HasSubstr("another number of bytes"));
  EXPECT_THAT(
      Reason(R"({"t":{"dtype":"F32","shape":[18446744073709551615],"data_offsets":[0,0]}})"),
      HasSubstr("impossible shape"));
  EXPECT_NE(Reason(R"({"t":{"dtype":"F32","shape":[99999999999999999999],"data_offsets":[0,0]}})"),
            "accepted");
}

TEST(Safetensors, RefusesHolesOverlapsAndBytesThatBelongToNothing) {
  EXPECT_THAT(Reason(R"({"t":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}})", "12"),
              HasSubstr("hole or overlap at byte 0"));
  EXPECT_THAT(Reason(R"({"t":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},)"
                     R"("u":{"dtype":"U8","shape":[2],"data_offsets":[1,3]}})",
                     "123"),
              HasSubstr("hole or overlap at byte 1"));
  EXPECT_THAT(Reason(R"({"t":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}})", "12"),
              HasSubstr("1 bytes after its last tensor"));
}

TEST(Safetensors, NeverAcceptsATruncatedFile) {
  const std::vector<std::byte> whole = TestModel().Bytes();
  rc::check("any prefix is refused", [&whole] {
    const std::size_t length = *rc::gen::inRange<std::size_t>(0, whole.size());
    RC_ASSERT(!ParseSafetensors(std::span(whole).first(length)).ok());
  });
}

TEST(Safetensors, SurvivesAnyChangedByte) {
  const std::vector<std::byte> whole = TestModel().Bytes();
  rc::check("a changed header is read within bounds or refused", [&whole] {
    std::vector<std::byte> changed = whole;
    const std::size_t at = *rc::gen::inRange<std::size_t>(0, 700);
    changed[at] = static_cast<std::byte>(*rc::gen::inRange(0, 256));
    const Result<Safetensors> file = ParseSafetensors(changed);
    if (!file.ok()) return;
    for (const auto& [name, tensor] : file.value().tensors) {
      RC_ASSERT(tensor.bytes.data() >= changed.data());
      RC_ASSERT(tensor.bytes.data() + tensor.bytes.size() <= changed.data() + changed.size());
    }
  });
}

}  // namespace
}  // namespace inkdigit
