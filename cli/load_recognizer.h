// The recogniser that a command works with.
#pragma once

#include <string>

#include "inkdigit/recognizer.h"
#include "inkdigit/result.h"

namespace inkdigit::cli {

// From a model file or, with an empty name, from the embedded weights. INKDIGIT_KERNELS in the
// environment forces a kernel set. The error's message is ready to print.
Result<Recognizer> LoadRecognizer(const std::string& model_file);

}  // namespace inkdigit::cli
