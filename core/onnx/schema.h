// The field numbers and enumeration values that our ONNX files use, from ONNX's own definition,
// https://github.com/onnx/onnx/blob/main/onnx/onnx.proto (they never change: a file is read by
// them). A struct here has the name of a message there.
#pragma once

namespace inkdigit::onnx {

struct ModelProto {
  static constexpr int kIrVersion = 1;
  static constexpr int kProducerName = 2;
  static constexpr int kProducerVersion = 3;
  static constexpr int kDocString = 6;
  static constexpr int kGraph = 7;
  static constexpr int kOpsetImport = 8;
  static constexpr int kMetadataProps = 14;
};

struct OperatorSetIdProto {
  static constexpr int kDomain = 1;
  static constexpr int kVersion = 2;
};

struct StringStringEntryProto {
  static constexpr int kKey = 1;
  static constexpr int kValue = 2;
};

struct GraphProto {
  static constexpr int kNode = 1;
  static constexpr int kName = 2;
  static constexpr int kInitializer = 5;
  static constexpr int kInput = 11;
  static constexpr int kOutput = 12;
};

struct NodeProto {
  static constexpr int kInput = 1;
  static constexpr int kOutput = 2;
  static constexpr int kName = 3;
  static constexpr int kOpType = 4;
  static constexpr int kAttribute = 5;
};

struct AttributeProto {
  static constexpr int kName = 1;
  static constexpr int kI = 3;     // one number
  static constexpr int kInts = 8;  // a list of numbers; not packed, as proto2 has it
  static constexpr int kType = 20;

  // AttributeType
  static constexpr int kTypeInt = 2;
  static constexpr int kTypeInts = 7;
};

struct ValueInfoProto {
  static constexpr int kName = 1;
  static constexpr int kType = 2;
  static constexpr int kDocString = 3;
};

struct TypeProto {
  static constexpr int kTensorType = 1;
};

struct TypeProtoTensor {  // TypeProto.Tensor
  static constexpr int kElemType = 1;
  static constexpr int kShape = 2;
};

struct TensorShapeProto {
  static constexpr int kDim = 1;
};

struct TensorShapeProtoDimension {  // TensorShapeProto.Dimension
  static constexpr int kDimValue = 1;
  static constexpr int kDimParam = 2;  // a name in place of a number
};

struct TensorProto {
  static constexpr int kDims = 1;
  static constexpr int kDataType = 2;
  static constexpr int kName = 8;
  static constexpr int kRawData = 9;  // C order, little-endian

  // DataType
  static constexpr int kFloat = 1;
};

// IR version 7 came with ONNX 1.7 and goes with operator sets up to 13.
inline constexpr int kIrVersion = 7;
inline constexpr int kOpsetVersion = 13;

}  // namespace inkdigit::onnx
