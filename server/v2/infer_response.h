// Tensors -> the answer to an infer request, as JSON or with the tensors as bytes behind it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "server/http.h"

namespace inkdigit::v2 {

// The type says the datatype: FP32, INT64, BOOL, BYTES.
using TensorValues = std::variant<std::vector<float>, std::vector<std::int64_t>, std::vector<bool>,
                                  std::vector<std::string>>;

struct OutputTensor {
  std::string name;
  std::vector<std::int64_t> shape;  // its product is the number of values
  TensorValues values;              // row-major; texts are UTF-8
  bool is_binary = false;
};

// The name of the datatype that the values have.
[[nodiscard]] std::string_view DatatypeName(const TensorValues& values) noexcept;

// The outputs keep their order. Numbers are written so that reading them gives the same bits. With
// a binary tensor the body goes on behind the JSON: little-endian, BOOL a byte, each text with its
// length before it in four bytes; Inference-Header-Content-Length then says where the JSON ends.
[[nodiscard]] Response WriteInferResponse(std::string_view model, std::string_view version,
                                          const std::optional<std::string>& id,
                                          const std::vector<OutputTensor>& outputs);

}  // namespace inkdigit::v2
