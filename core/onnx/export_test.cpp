#include "core/onnx/export.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cstring>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/embedded_model.h"
#include "core/onnx/random_model_for_test.h"
#include "core/onnx/schema.h"
#include "core/onnx/wire_reader_for_test.h"
#include "inkdigit/model.h"

namespace inkdigit {
namespace {

using onnx::AttributeProto;
using onnx::GraphProto;
using onnx::ModelProto;
using onnx::NodeProto;
using onnx::OperatorSetIdProto;
using onnx::StringStringEntryProto;
using onnx::TensorProto;
using onnx::TensorShapeProto;
using onnx::TensorShapeProtoDimension;
using onnx::TypeProto;
using onnx::TypeProtoTensor;
using onnx::ValueInfoProto;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

struct Node {
  std::string op_type;
  std::string name;
  std::vector<std::string> inputs;
  std::vector<std::string> outputs;
  std::map<std::string, std::vector<std::int64_t>> attributes;
};

struct Initializer {
  std::vector<std::int64_t> shape;
  std::string floats;
};

// An ONNX file, read back.
struct Onnx {
  explicit Onnx(const std::string& bytes) : model(bytes), graph(model.Message(ModelProto::kGraph)) {
    for (const WireMessage& each : graph.Messages(GraphProto::kNode))
      nodes.push_back(ReadNode(each));
    for (const WireMessage& each : graph.Messages(GraphProto::kInitializer)) {
      EXPECT_EQ(each.Number(TensorProto::kDataType), TensorProto::kFloat);
      const auto [place, is_new] = initializers.insert(
          {each.Text(TensorProto::kName),
           {each.Numbers(TensorProto::kDims), each.Text(TensorProto::kRawData)}});
      EXPECT_TRUE(is_new) << place->first;
    }
    for (const WireMessage& each : model.Messages(ModelProto::kMetadataProps)) {
      EXPECT_TRUE(metadata
                      .insert({each.Text(StringStringEntryProto::kKey),
                               each.Text(StringStringEntryProto::kValue)})
                      .second);
    }
  }

  static Node ReadNode(const WireMessage& message) {
    Node node{message.Text(NodeProto::kOpType),
              message.Text(NodeProto::kName),
              message.Texts(NodeProto::kInput),
              message.Texts(NodeProto::kOutput),
              {}};
    for (const WireMessage& each : message.Messages(NodeProto::kAttribute)) {
      const bool is_list = each.Number(AttributeProto::kType) == AttributeProto::kTypeInts;
      EXPECT_TRUE(is_list || each.Number(AttributeProto::kType) == AttributeProto::kTypeInt);
      EXPECT_EQ(each.Numbers(is_list ? AttributeProto::kI : AttributeProto::kInts).size(), 0U);
      node.attributes[each.Text(AttributeProto::kName)] =
          each.Numbers(is_list ? AttributeProto::kInts : AttributeProto::kI);
    }
    return node;
  }

  // "tiles [N, 1, 28, 28]" of a graph's input or output.
  static std::string Describe(const WireMessage& value) {
    const WireMessage tensor = value.Message(ValueInfoProto::kType).Message(TypeProto::kTensorType);
    EXPECT_EQ(tensor.Number(TypeProtoTensor::kElemType), TensorProto::kFloat);
    std::string text;
    for (const WireMessage& dimension :
         tensor.Message(TypeProtoTensor::kShape).Messages(TensorShapeProto::kDim)) {
      text += text.empty() ? "" : ", ";
      for (const std::string& name : dimension.Texts(TensorShapeProtoDimension::kDimParam))
        text += name;
      for (const std::int64_t size : dimension.Numbers(TensorShapeProtoDimension::kDimValue))
        text += std::to_string(size);
    }
    return value.Text(ValueInfoProto::kName) + " [" + text + "]";
  }

  [[nodiscard]] std::vector<std::string> Values(int field) const {
    std::vector<std::string> texts;
    for (const WireMessage& each : graph.Messages(field)) texts.push_back(Describe(each));
    return texts;
  }

  WireMessage model;
  WireMessage graph;
  std::vector<Node> nodes;
  std::map<std::string, Initializer> initializers;
  std::map<std::string, std::string> metadata;
};

Onnx Export(const TestModel& model, std::string_view licence = {}) {
  const Result<std::string> bytes = EncodeOnnx(model.Bytes(), licence);
  if (!bytes.ok()) throw std::runtime_error(bytes.error().message);
  return Onnx(bytes.value());
}

std::string BytesOf(const std::vector<float>& values) {
  std::string bytes(values.size() * sizeof(float), '\0');
  std::memcpy(bytes.data(), values.data(), bytes.size());
  return bytes;
}

// Empty where every value is made before it is taken, once, and nothing is made in vain.
std::string WiringFault(const Onnx& onnx) {
  std::set<std::string> made{"tiles"};
  std::set<std::string> taken{"logits", "probabilities"};
  for (const auto& [name, tensor] : onnx.initializers) made.insert(name);
  for (const Node& node : onnx.nodes) {
    for (const std::string& input : node.inputs) {
      if (!made.contains(input)) return node.name + " takes " + input + ", which is not made yet";
      taken.insert(input);
    }
    for (const std::string& output : node.outputs) {
      if (!made.insert(output).second) return output + " is made twice";
    }
  }
  return made == taken ? "" : "a value is made that nobody takes, or an output is missing";
}

TEST(EncodeOnnx, SaysThatItIsIrVersion7AndOperatorSet13) {
  const Onnx onnx = Export(TestModel());
  EXPECT_EQ(onnx.model.Number(ModelProto::kIrVersion), 7);
  EXPECT_EQ(onnx.model.Text(ModelProto::kProducerName), "inkdigit");
  EXPECT_THAT(onnx.model.Text(ModelProto::kProducerVersion), HasSubstr("."));
  const WireMessage opset = onnx.model.Message(ModelProto::kOpsetImport);
  EXPECT_EQ(opset.Text(OperatorSetIdProto::kDomain), "");
  EXPECT_EQ(opset.Number(OperatorSetIdProto::kVersion), 13);
}

TEST(EncodeOnnx, TakesAnyNumberOfTilesAndGivesLogitsAndProbabilities) {
  const Onnx onnx = Export(TestModel());
  EXPECT_THAT(onnx.Values(GraphProto::kInput), ElementsAre("tiles [N, 1, 28, 28]"));
  EXPECT_THAT(onnx.Values(GraphProto::kOutput),
              ElementsAre("logits [N, 11]", "probabilities [N, 11]"));
}

TEST(EncodeOnnx, KeepsNamesShapesAndBitsOfTheWeights) {
  const TestModel model;
  const Onnx onnx = Export(model);
  EXPECT_EQ(onnx.initializers.size(), model.tensors.size() + 1);
  for (const TestTensor& tensor : model.tensors) {
    ASSERT_TRUE(onnx.initializers.contains(tensor.name)) << tensor.name;
    EXPECT_EQ(onnx.initializers.at(tensor.name).shape, tensor.shape) << tensor.name;
    EXPECT_EQ(onnx.initializers.at(tensor.name).floats, BytesOf(tensor.values)) << tensor.name;
  }
  EXPECT_EQ(onnx.initializers.at("temperature").shape, std::vector<std::int64_t>());
  EXPECT_EQ(onnx.initializers.at("temperature").floats, BytesOf({1.5F}));
}

TEST(EncodeOnnx, WritesEachLayerAsItsOperators) {
  const Onnx onnx =
      Export(TestModel());  // conv3x3 16, maxpool2x2, conv3x3 16, avgmaxpool, dense 11
  std::vector<std::string> lines;
  for (const Node& node : onnx.nodes) {
    std::string line = node.op_type + '(';
    for (const std::string& input : node.inputs) line += input + ' ';
    line.back() = ')';
    for (const std::string& output : node.outputs) line += ' ' + output;
    EXPECT_THAT(node.outputs, ElementsAre(node.name));
    for (const auto& [name, values] : node.attributes) {
      line += ", " + name;
      for (const std::int64_t value : values) line += ' ' + std::to_string(value);
    }
    lines.push_back(line);
  }
  const std::string conv = ", kernel_shape 3 3, pads 1 1 1 1, strides 1 1";
  EXPECT_THAT(
      lines,
      ElementsAre("Conv(tiles layers.0.weight layers.0.bias) layers.0.conv" + conv,
                  "Relu(layers.0.conv) layers.0",
                  "MaxPool(layers.0) layers.1, kernel_shape 2 2, strides 2 2",
                  "Conv(layers.1 layers.2.weight layers.2.bias) layers.2.conv" + conv,
                  "Relu(layers.2.conv) layers.2", "GlobalAveragePool(layers.2) layers.3.average",
                  "GlobalMaxPool(layers.2) layers.3.maximum",
                  "Concat(layers.3.average layers.3.maximum) layers.3.both, axis 1",
                  "Flatten(layers.3.both) layers.3, axis 1",
                  "Gemm(layers.3 layers.4.weight layers.4.bias) logits, transB 1",
                  "Div(logits temperature) scaled_logits",
                  "Softmax(scaled_logits) probabilities, axis 1"));
}

TEST(EncodeOnnx, TakesTheModelsNotesAlong) {
  TestModel model;
  model.metadata["recipe"] = "seed 1; \xc3\xa4";
  const Onnx onnx = Export(model, "MIT");
  const std::string sha256 = Model::Load(model.Bytes()).value().info().sha256;
  EXPECT_THAT(
      onnx.metadata,
      ElementsAre(Pair("classes", testing::_), Pair("layers", model.metadata["layers"]),
                  Pair("licence", "MIT"), Pair("model_sha256", sha256), Pair("name", "test"),
                  Pair("recipe", "seed 1; \xc3\xa4"), Pair("temperature", "1.5")));
  const auto classes = nlohmann::json::parse(onnx.metadata.at("classes"));
  ASSERT_EQ(classes.size(), static_cast<std::size_t>(kClasses));
  for (std::size_t digit = 0; digit < 10; ++digit) EXPECT_EQ(classes[digit], std::to_string(digit));
  EXPECT_EQ(classes[kNotADigit], "not a digit");
}

TEST(EncodeOnnx, ClaimsNoLicenceThatItDoesNotKnow) {
  TestModel model;
  EXPECT_FALSE(Export(model).metadata.contains("licence"));
  model.metadata["licence"] = "CC0-1.0";
  EXPECT_EQ(Export(model).metadata.at("licence"), "CC0-1.0");
  EXPECT_EQ(Export(model, "MIT").metadata.at("licence"), "CC0-1.0");
}

TEST(EncodeOnnx, TakesTheEmbeddedModel) {
  const Result<std::string> bytes = EncodeOnnx(EmbeddedModelFile(), kEmbeddedModelLicence);
  ASSERT_TRUE(bytes.ok()) << bytes.error().message;
  const Onnx onnx(bytes.value());
  EXPECT_EQ(WiringFault(onnx), "");
  EXPECT_EQ(onnx.metadata.at("model_sha256"), Model::LoadEmbedded().value().info().sha256);
  EXPECT_EQ(onnx.metadata.at("licence"), "MIT");
}

RC_GTEST_PROP(EncodeOnnx, WiresAnyLayerList, ()) {
  const auto middle =
      *rc::gen::container<std::vector<int>>(rc::gen::element(0, 16, 32, 48)).as("layers");
  std::string layers = "conv3x3 16";
  int pools = 0;
  std::size_t count = 3;  // the first convolution and the last two layers
  for (const int outputs : middle) {
    if (outputs == 0 && ++pools > 2) continue;  // 28 can be halved twice
    if (count == 12) break;
    layers += outputs == 0 ? ", maxpool2x2" : ", conv3x3 " + std::to_string(outputs);
    ++count;
  }
  layers += ", avgmaxpool, dense 11";
  const TestModel model = RandomModel(layers, 1);
  const Onnx onnx = Export(model);
  RC_ASSERT(WiringFault(onnx) == "");
  RC_ASSERT(onnx.initializers.size() == model.tensors.size() + 1);
  std::map<std::string, std::size_t> operators;
  for (const Node& node : onnx.nodes) ++operators[node.op_type];
  RC_ASSERT(operators["Conv"] + operators["MaxPool"] + 2 == count);
  RC_ASSERT(operators["Relu"] == operators["Conv"]);
  RC_ASSERT(operators["Gemm"] == 1U);
}

TEST(EncodeOnnx, GivesTheSameReasonAsLoadingForABadModel) {
  TestModel model;
  model.tensors.pop_back();
  const Result<std::string> bytes = EncodeOnnx(model.Bytes());
  ASSERT_FALSE(bytes.ok());
  EXPECT_EQ(bytes.error().code, Errc::kBadModel);
  EXPECT_EQ(bytes.error().message, Model::Load(model.Bytes()).error().message);
}

TEST(EncodeOnnx, RefusesATemperatureThatFloatsCanNotDivideBy) {
  for (const char* temperature : {"1e-300", "1e-7", "1e7", "1e300"}) {
    TestModel model;
    model.metadata["temperature"] = temperature;
    const Result<std::string> bytes = EncodeOnnx(model.Bytes());
    ASSERT_FALSE(bytes.ok()) << temperature;
    EXPECT_EQ(bytes.error().code, Errc::kUnsupported);
    EXPECT_THAT(bytes.error().message, HasSubstr("temperature"));
  }
  for (const char* temperature : {"1e-6", "1e6"}) {
    TestModel model;
    model.metadata["temperature"] = temperature;
    EXPECT_TRUE(EncodeOnnx(model.Bytes()).ok()) << temperature;
  }
}

}  // namespace
}  // namespace inkdigit
