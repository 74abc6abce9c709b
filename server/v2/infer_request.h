// An infer request of the Open Inference Protocol V2, with Triton's binary tensor extension: what
// the protocol says of it. What the tensors mean is the business of digits_tensors.h.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "inkdigit/result.h"

namespace inkdigit::v2 {

// Bounds for hostile requests; the model has two inputs and five outputs.
inline constexpr std::size_t kMaxTensors = 16;  // of each kind
inline constexpr std::size_t kMaxRank = 8;

struct InputTensor {
  std::string name;
  std::string datatype;             // as it came: "UINT8"
  std::vector<std::int64_t> shape;  // each above 0
  std::size_t elements = 0;         // the product of the shape
  bool is_binary = false;
  // Within the body: the bytes, or the text of a JSON array that is whole and valid. How many
  // elements it holds is not checked yet.
  std::string_view data;
};

struct OutputRequest {
  std::string name;
  bool is_binary = false;
};

struct InferRequest {
  std::optional<std::string> id;
  std::vector<InputTensor> inputs;     // at least one
  std::vector<OutputRequest> outputs;  // empty: all that there are
  bool binary_output = false;          // how outputs go that nobody asked for by name
};

// `json_length`: the value of Inference-Header-Content-Length; empty where all of `body` is JSON.
// The tensors' bytes follow the JSON, in the order in which it names them. kInvalidArgument's
// message names the field. The memory used is that of the names, whatever shapes the request
// claims.
[[nodiscard]] Result<InferRequest> ParseInferRequest(std::string_view body,
                                                     std::string_view json_length);

}  // namespace inkdigit::v2
