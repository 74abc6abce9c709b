#include "server/v2/digits_tensors.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <chrono>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

#include "json/base64.h"

namespace inkdigit::v2 {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr std::size_t kPixels = 784;

InputTensor Tensor(std::string_view data, std::vector<std::int64_t> shape = {1, 28, 28},
                   std::string datatype = "UINT8", bool is_binary = false) {
  InputTensor tensor{"tiles", std::move(datatype), std::move(shape), 1, is_binary, data};
  for (const std::int64_t size : tensor.shape) tensor.elements *= static_cast<std::size_t>(size);
  return tensor;
}

template <typename T>
std::string BytesOf(const std::vector<T>& values) {
  return {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T)};
}

std::string ErrorOf(const InputTensor& tensor) {
  const auto tiles = TilesOf(tensor);
  EXPECT_FALSE(tiles.ok());
  return tiles.ok() ? "" : tiles.error().message;
}

// Of `count` numbers, all 0 but the one at `index`.
std::string Numbers(std::size_t count, std::size_t index = 0, const std::string& value = "0") {
  std::string text = "[";
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0) text += ',';
    text += i == index ? value : "0";
  }
  return text + "]";
}

RC_GTEST_PROP(TilesOf, GivesTheSameForJsonFlatOrNestedAndForBytes, ()) {
  const auto count = *rc::gen::inRange<std::size_t>(1, 4);
  const auto pixels = *rc::gen::container<std::vector<std::uint8_t>>(
      count * kPixels, rc::gen::arbitrary<std::uint8_t>());
  std::vector<float> floats;
  floats.reserve(pixels.size());
  for (const std::uint8_t pixel : pixels) floats.push_back(static_cast<float>(pixel) / 255.0F);
  nlohmann::json nested = nlohmann::json::array();
  for (std::size_t i = 0; i < pixels.size(); ++i) {
    nested[i / kPixels][i % kPixels / 28][i % 28] = pixels[i];
  }
  const auto n = static_cast<std::int64_t>(count);
  const std::vector<std::int64_t> shape = {n, 28, 28};
  const std::string texts[] = {nlohmann::json(pixels).dump(), nested.dump(),   nested.dump(2),
                               nlohmann::json(floats).dump(), BytesOf(pixels), BytesOf(floats)};
  const InputTensor tensors[] = {Tensor(texts[0], shape),
                                 Tensor(texts[0], {n, 784}),
                                 Tensor(texts[1], shape),
                                 Tensor(texts[2], shape),
                                 Tensor(texts[3], shape, "FP32"),
                                 Tensor(texts[4], shape, "UINT8", true),
                                 Tensor(texts[5], {n, 784}, "FP32", true)};
  for (const InputTensor& tensor : tensors) {
    const auto tiles = TilesOf(tensor);
    RC_ASSERT(tiles.ok());
    RC_ASSERT(tiles.value().size() == count);
    for (std::size_t i = 0; i < pixels.size(); ++i) {
      RC_ASSERT(tiles.value()[i / kPixels].pixels[i % kPixels] == pixels[i]);
    }
  }
}

TEST(TilesOf, TakesWhatIsNestedPartly) {
  const std::string row = Numbers(kPixels);
  EXPECT_TRUE(TilesOf(Tensor("[" + row + "," + row + "]", {2, 28, 28})).ok());
  EXPECT_TRUE(TilesOf(Tensor("[ " + row + " , " + row + " ]", {2, 784})).ok());
}

// Of these elements.
std::string Array(std::initializer_list<std::string_view> elements) {
  std::string text = "[";
  for (const std::string_view element : elements) {
    if (text.size() > 1) text += ',';
    text += element;
  }
  text += ']';
  return text;
}

TEST(TilesOf, RefusesWhatIsNestedInAnotherWayThanTheShape) {
  const std::string row = Numbers(kPixels);
  const std::string deep = Array({row});
  for (const std::string& data :
       {Array({deep, deep}), Array({row, row, row}), Array({row, "0"}), Array({"0", row}), deep,
        Array({"[[[[0]]]]"}), Array({"[]"}), Array({Numbers(700), Numbers(868)})}) {
    EXPECT_FALSE(TilesOf(Tensor(data, {2, 28, 28})).ok()) << data.substr(0, 40);
  }
}

TEST(TilesOf, RefusesPixelsOutOfRangeByNameAndIndex) {
  EXPECT_THAT(ErrorOf(Tensor(Numbers(784, 5, "256"))), HasSubstr("tiles: data[5] is 256; UINT8"));
  for (const char* wrong :
       {"-1", "1.5", "1e2", "1.0", "null", "true", "\"7\"", "{}", "-0.5", "300"}) {
    EXPECT_THAT(ErrorOf(Tensor(Numbers(784, 783, wrong))), HasSubstr("data[783] is ")) << wrong;
  }
  for (const char* wrong : {"1.0001", "-0.1", "255", "1e400", "-1e-3", "null", "\"nan\""}) {
    EXPECT_THAT(ErrorOf(Tensor(Numbers(784, 30, wrong), {1, 28, 28}, "FP32")),
                HasSubstr("data[30] is "))
        << wrong;
  }
  for (const float wrong : {std::numeric_limits<float>::quiet_NaN(), -1.0F, 1.01F, 255.0F,
                            std::numeric_limits<float>::infinity()}) {
    std::vector<float> pixels(784, 0.5F);
    pixels[100] = wrong;
    const std::string bytes = BytesOf(pixels);
    EXPECT_THAT(ErrorOf(Tensor(bytes, {1, 28, 28}, "FP32", true)),
                HasSubstr("tiles: data[100] is " + std::to_string(wrong)));
  }
}

TEST(TilesOf, RoundsFloatsToTheNearestLevel) {
  for (const auto& [text, level] :
       {std::pair("0.5", 128), std::pair("1", 255), std::pair("1e-50", 0), std::pair("0.0019", 0),
        std::pair("0.002", 1), std::pair("-0.0", 0), std::pair("1E0", 255)}) {
    const std::string data = Numbers(784, 9, text);
    const auto tiles = TilesOf(Tensor(data, {1, 784}, "FP32"));
    ASSERT_TRUE(tiles.ok()) << text << tiles.error().message;
    EXPECT_EQ(tiles.value().front().pixels[9], level) << text;
  }
}

TEST(TilesOf, TellsHowManyNumbersThereShouldHaveBeen) {
  for (const std::size_t count : {0U, 1U, 783U, 785U, 1568U}) {
    const std::string expected =
        "[1,28,28] wants 784 numbers, but data has " + std::to_string(count);
    EXPECT_THAT(ErrorOf(Tensor(Numbers(count))), HasSubstr(expected));
  }
  EXPECT_THAT(ErrorOf(Tensor("abc", {1, 28, 28}, "UINT8", true)),
              HasSubstr("wants 784 bytes, but binary_data_size is 3"));
  EXPECT_THAT(ErrorOf(Tensor(std::string(784, 'a'), {1, 28, 28}, "FP32", true)),
              HasSubstr("wants 3136 bytes"));
}

TEST(TilesOf, AllocatesNothingForShapesThatTheDataDoesNotFill) {
  // 4 GB, were they believed.
  EXPECT_THAT(ErrorOf(Tensor("[1,2,3]", {5478274, 28, 28})), HasSubstr("but data has 3"));
  EXPECT_THAT(ErrorOf(Tensor("abc", {5478274, 28, 28}, "UINT8", true)), HasSubstr("bytes"));
}

TEST(TilesOf, NamesTheShapesAndDatatypesThatItTakes) {
  const std::string data = Numbers(784);
  for (const std::vector<std::int64_t>& shape :
       {std::vector<std::int64_t>{784}, {28, 28}, {1, 28, 28, 1}, {1, 1, 28, 28}, {28, 28, 1}}) {
    EXPECT_THAT(ErrorOf(Tensor(data, shape)), HasSubstr("it has to be [n,28,28] or [n,784]"));
  }
  for (const char* datatype : {"uint8", "INT8", "FP64", "BYTES", "BOOL", "FLOAT"}) {
    EXPECT_THAT(ErrorOf(Tensor(data, {1, 784}, datatype)),
                HasSubstr("the datatype is " + std::string(datatype) + "; it has to be UINT8 or"));
  }
}

TEST(TilesOf, ReadsFourThousandTilesOfJsonInLittleTime) {
  const std::string data = Numbers(4096 * kPixels, 7, "255");
  const InputTensor tensor = Tensor(data, {4096, 28, 28});
  const auto start = std::chrono::steady_clock::now();
  ASSERT_TRUE(TilesOf(tensor).ok());
  // 15 ms where nothing else runs; far more under sanitizers and load.
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5));
}

InputTensor Pictures(std::string_view data, std::vector<std::int64_t> shape,
                     bool is_binary = false) {
  InputTensor tensor = Tensor(data, std::move(shape), "BYTES", is_binary);
  tensor.name = "image";
  return tensor;
}

std::string WithLength(const std::string& text) {
  return BytesOf<std::uint32_t>({static_cast<std::uint32_t>(text.size())}) + text;
}

TEST(PicturesOf, TakesBase64DataUrlsAndBytes) {
  EXPECT_THAT(PicturesOf(Pictures(R"(["aGk=","data:image/png;base64,eW8"])", {2})).value(),
              ElementsAre("hi", "yo"));
  EXPECT_THAT(PicturesOf(Pictures(R"([["aGk="],["eW8="]])", {2, 1})).value(),
              ElementsAre("hi", "yo"));
  EXPECT_THAT(PicturesOf(Pictures(R"(["aGk=", "eW8="])", {2, 1})).value(), ElementsAre("hi", "yo"));
  const std::string bytes = WithLength("hi") + WithLength("");
  EXPECT_THAT(PicturesOf(Pictures(bytes, {2}, true)).value(), ElementsAre("hi", ""));
}

TEST(PicturesOf, NamesWhatIsWrong) {
  const auto error_of = [](const InputTensor& tensor) {
    const auto pictures = PicturesOf(tensor);
    return pictures.ok() ? "" : pictures.error().message;
  };
  EXPECT_THAT(error_of(Pictures(R"(["a b"])", {1})), HasSubstr("image: data[0] is not base64"));
  EXPECT_THAT(error_of(Pictures("[7]", {1})), HasSubstr("data[0] has to be a string"));
  EXPECT_THAT(error_of(Pictures(R"([[[]]])", {1, 1})), HasSubstr("data[0] has to be a string"));
  EXPECT_THAT(error_of(Pictures(R"([[]])", {1, 1})), HasSubstr("data[0] is empty"));
  EXPECT_THAT(error_of(Pictures(R"(["aGk="])", {2})), HasSubstr("wants 2 numbers, but data has 1"));
  EXPECT_THAT(error_of(Pictures(R"(["aGk=","aGk="])", {1})), HasSubstr("but data has 2"));
  EXPECT_THAT(error_of(Pictures(R"(["aGk="])", {1, 2})), HasSubstr("it has to be [n]"));
  EXPECT_THAT(error_of(Pictures(R"(["aGk="])", {65})), HasSubstr("a call may have 64 pictures"));
  EXPECT_THAT(error_of(Pictures(std::string("\5\0\0\0hi", 6), {1}, true)),
              HasSubstr("element 0 claims 5 bytes, but 2 are left"));
  EXPECT_THAT(error_of(Pictures("abc", {1}, true)), HasSubstr("cut off"));
  EXPECT_THAT(error_of(Pictures(WithLength("a") + WithLength("b"), {1}, true)), HasSubstr("has 2"));
  InputTensor numbers = Pictures("[1]", {1});
  numbers.datatype = "UINT8";
  EXPECT_THAT(error_of(numbers), HasSubstr("it has to be BYTES"));
}

}  // namespace
}  // namespace inkdigit::v2
