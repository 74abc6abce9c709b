#include "core/onnx/export.h"

#include <bit>
#include <cstdint>
#include <initializer_list>
#include <map>
#include <utility>
#include <vector>

#include "core/layer_list.h"
#include "core/onnx/protobuf_writer.h"
#include "core/onnx/schema.h"
#include "core/safetensors.h"
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

static_assert(std::endian::native == std::endian::little, "raw_data is little-endian");

// A trainer's temperatures are near 1. Beyond these bounds logits / temperature could overflow a
// float, and softmax would give NaN where Model, which computes it in double precision, does not.
constexpr double kSmallestTemperature = 1e-6;
constexpr double kLargestTemperature = 1e6;

// The eleven outputs in their order, as JSON.
constexpr std::string_view kClassNames =
    R"(["0","1","2","3","4","5","6","7","8","9","not a digit"])";

std::string_view TextOf(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

ProtobufWriter IntAttribute(std::string_view name, std::int64_t value) {
  ProtobufWriter attribute;
  attribute.Bytes(AttributeProto::kName, name);
  attribute.Number(AttributeProto::kI, value);
  attribute.Number(AttributeProto::kType, AttributeProto::kTypeInt);
  return attribute;
}

ProtobufWriter IntsAttribute(std::string_view name, std::initializer_list<std::int64_t> values) {
  ProtobufWriter attribute;
  attribute.Bytes(AttributeProto::kName, name);
  for (const std::int64_t value : values) attribute.Number(AttributeProto::kInts, value);
  attribute.Number(AttributeProto::kType, AttributeProto::kTypeInts);
  return attribute;
}

// A float tensor [N, sizes...] that comes in or goes out.
ProtobufWriter ValueInfo(std::string_view name, std::initializer_list<std::int64_t> sizes,
                         std::string_view doc) {
  ProtobufWriter shape;
  ProtobufWriter batch;
  batch.Bytes(TensorShapeProtoDimension::kDimParam, "N");
  shape.Message(TensorShapeProto::kDim, batch);
  for (const std::int64_t size : sizes) {
    ProtobufWriter dimension;
    dimension.Number(TensorShapeProtoDimension::kDimValue, size);
    shape.Message(TensorShapeProto::kDim, dimension);
  }
  ProtobufWriter tensor;
  tensor.Number(TypeProtoTensor::kElemType, TensorProto::kFloat);
  tensor.Message(TypeProtoTensor::kShape, shape);
  ProtobufWriter type;
  type.Message(TypeProto::kTensorType, tensor);
  ProtobufWriter value;
  value.Bytes(ValueInfoProto::kName, name);
  value.Message(ValueInfoProto::kType, type);
  value.Bytes(ValueInfoProto::kDocString, doc);
  return value;
}

// Collects nodes and initialisers. A node is called what its output is called: the layer's name
// from the model file ("layers.3"), with a word behind it for the steps inside a layer.
class GraphWriter {
 public:
  void Node(std::string_view op_type, std::initializer_list<std::string_view> inputs,
            std::string_view output, std::initializer_list<ProtobufWriter> attributes = {}) {
    ProtobufWriter node;
    for (const std::string_view input : inputs) node.Bytes(NodeProto::kInput, input);
    node.Bytes(NodeProto::kOutput, output);
    node.Bytes(NodeProto::kName, output);
    node.Bytes(NodeProto::kOpType, op_type);
    for (const ProtobufWriter& each : attributes) node.Message(NodeProto::kAttribute, each);
    graph_.Message(GraphProto::kNode, node);
  }

  // `shape` empty: a single number.
  void Initializer(std::string_view name, const std::vector<std::int64_t>& shape,
                   std::string_view floats) {
    ProtobufWriter tensor;
    for (const std::int64_t size : shape) tensor.Number(TensorProto::kDims, size);
    tensor.Number(TensorProto::kDataType, TensorProto::kFloat);
    tensor.Bytes(TensorProto::kName, name);
    tensor.Bytes(TensorProto::kRawData, floats);
    graph_.Message(GraphProto::kInitializer, tensor);
  }

  ProtobufWriter Finish(std::initializer_list<ProtobufWriter> inputs,
                        std::initializer_list<ProtobufWriter> outputs) && {
    graph_.Bytes(GraphProto::kName, "inkdigit");
    for (const ProtobufWriter& each : inputs) graph_.Message(GraphProto::kInput, each);
    for (const ProtobufWriter& each : outputs) graph_.Message(GraphProto::kOutput, each);
    return std::move(graph_);
  }

 private:
  ProtobufWriter graph_;
};

// The nodes of one layer; `input` and the result are the names of the values that it takes and
// gives. The last layer, the dense one, gives the logits.
std::string WriteLayer(const Layer& layer, const std::string& name, const std::string& input,
                       GraphWriter& graph) {
  switch (layer.kind) {
    case Layer::Kind::kConv3x3:
      // Convolution and ReLU side by side, so that a runtime can join them to one kernel.
      graph.Node("Conv", {input, name + ".weight", name + ".bias"}, name + ".conv",
                 {IntsAttribute("kernel_shape", {3, 3}), IntsAttribute("pads", {1, 1, 1, 1}),
                  IntsAttribute("strides", {1, 1})});
      graph.Node("Relu", {name + ".conv"}, name);
      return name;
    case Layer::Kind::kMaxPool2x2:
      graph.Node("MaxPool", {input}, name,
                 {IntsAttribute("kernel_shape", {2, 2}), IntsAttribute("strides", {2, 2})});
      return name;
    case Layer::Kind::kAverageMaxPool:
      graph.Node("GlobalAveragePool", {input}, name + ".average");
      graph.Node("GlobalMaxPool", {input}, name + ".maximum");
      graph.Node("Concat", {name + ".average", name + ".maximum"}, name + ".both",
                 {IntAttribute("axis", 1)});
      graph.Node("Flatten", {name + ".both"}, name, {IntAttribute("axis", 1)});
      return name;
    case Layer::Kind::kDense:
      graph.Node("Gemm", {input, name + ".weight", name + ".bias"}, "logits",
                 {IntAttribute("transB", 1)});
      return "logits";
  }
  return {};
}

ProtobufWriter WriteGraph(const ModelInfo& info, const std::vector<Layer>& layers,
                          const Safetensors& file) {
  GraphWriter graph;
  std::string value = "tiles";
  for (std::size_t i = 0; i < layers.size(); ++i) {
    std::string name = "layers.";
    name += std::to_string(i);
    value = WriteLayer(layers[i], name, value, graph);
  }
  graph.Node("Div", {value, "temperature"}, "scaled_logits");
  graph.Node("Softmax", {"scaled_logits"}, "probabilities", {IntAttribute("axis", 1)});

  for (const auto& [name, tensor] : file.tensors) {
    graph.Initializer(name, tensor.shape, TextOf(tensor.bytes));
  }
  const auto temperature = static_cast<float>(info.temperature);
  graph.Initializer("temperature", {}, TextOf(std::as_bytes(std::span(&temperature, 1))));

  return std::move(graph).Finish(
      {ValueInfo("tiles", {1, kTileSide, kTileSide},
                 "Grey tiles, 0 paper to 1 full ink: light ink on black, normalised as MNIST's "
                 "digits are")},
      {ValueInfo("logits", {kClasses}, "Before temperature and softmax"),
       ValueInfo("probabilities", {kClasses},
                 "Calibrated: of the digits 0 to 9 and, last, of the tile being no digit")});
}

std::map<std::string, std::string> MetadataOf(const ModelInfo& info, const Safetensors& file,
                                              std::string_view licence) {
  std::map<std::string, std::string> metadata = file.metadata;
  metadata.erase("format");  // of the safetensors file
  metadata["classes"] = kClassNames;
  metadata["model_sha256"] = info.sha256;
  if (!licence.empty()) metadata.emplace("licence", licence);
  return metadata;
}

}  // namespace

Result<std::string> EncodeOnnx(std::span<const std::byte> model_file, std::string_view licence) {
  const Result<Model> model = Model::Load(model_file);  // checks everything that is relied on here
  if (!model.ok()) return model.error();
  const ModelInfo& info = model.value().info();
  if (info.temperature < kSmallestTemperature || info.temperature > kLargestTemperature) {
    return Error{Errc::kUnsupported, "the model's temperature is " +
                                         std::to_string(info.temperature) +
                                         ", and ONNX can have 0.000001 to 1000000"};
  }
  const Result<Safetensors> file = ParseSafetensors(model_file);
  if (!file.ok()) return file.error();
  const Result<std::vector<Layer>> layers = ParseLayerList(info.layers);
  if (!layers.ok()) return layers.error();

  ProtobufWriter out;
  out.Number(ModelProto::kIrVersion, onnx::kIrVersion);
  out.Bytes(ModelProto::kProducerName, "inkdigit");
  out.Bytes(ModelProto::kProducerVersion, INKDIGIT_VERSION);
  out.Bytes(ModelProto::kDocString, "Reads one handwritten digit from a 28x28 tile");
  ProtobufWriter opset;
  opset.Bytes(OperatorSetIdProto::kDomain, "");  // ONNX's own operators
  opset.Number(OperatorSetIdProto::kVersion, onnx::kOpsetVersion);
  out.Message(ModelProto::kOpsetImport, opset);
  out.Message(ModelProto::kGraph, WriteGraph(info, layers.value(), file.value()));
  for (const auto& [key, value] : MetadataOf(info, file.value(), licence)) {
    ProtobufWriter entry;
    entry.Bytes(StringStringEntryProto::kKey, key);
    entry.Bytes(StringStringEntryProto::kValue, value);
    out.Message(ModelProto::kMetadataProps, entry);
  }
  return out.bytes();
}

}  // namespace inkdigit
