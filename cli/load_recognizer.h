// The recogniser that a command works with.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "inkdigit/recognizer.h"
#include "inkdigit/result.h"

namespace inkdigit::cli {

// From a model file or, with an empty name, from the embedded weights. INKDIGIT_KERNELS in the
// environment forces a kernel set. The error's message is ready to print.
Result<Recognizer> LoadRecognizer(const std::string& model_file);

// The bytes of a model file. The error's message names it as LoadRecognizer's does.
Result<std::vector<std::byte>> ReadModelFile(const std::string& model_file);

// "model FILE: MESSAGE"
Error AboutModel(const std::string& model_file, const Error& error);

}  // namespace inkdigit::cli
