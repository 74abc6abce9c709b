// The network as an ONNX file, for whoever runs it elsewhere. docs/model-format.md tells users what
// is in it.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "inkdigit/result.h"

namespace inkdigit {

// The bytes of an ONNX file (operator set 13) that computes what Model computes:
//   tiles          float [N, 1, 28, 28], 0 paper, 1 full ink: the pixels of Tile28 divided by 255
//   logits         float [N, 11], as Model::Logits gives them
//   probabilities  float [N, 11], softmax(logits / temperature), as Model::Classify gives them
// N is any number of tiles. Initialisers keep the names and the bits of the model file's tensors.
//
// `model_file`: as Model::Load takes it. Its notes go along as metadata properties, less `format`,
// and with the classes and the SHA-256 of model_file. `licence`: an SPDX identifier for a file that
// has no note of that name; empty where the terms are not known, and then there is no such
// property.
//
// Errors: those of Model::Load; kUnsupported for a temperature that 32-bit arithmetic can't divide
// by. Thread-safe.
[[nodiscard]] Result<std::string> EncodeOnnx(std::span<const std::byte> model_file,
                                             std::string_view licence = {});

}  // namespace inkdigit
