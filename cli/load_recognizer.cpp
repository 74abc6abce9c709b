#include "cli/load_recognizer.h"

#include <cstdlib>
#include <string_view>

#include "cli/files.h"

namespace inkdigit::cli {

Result<Recognizer> LoadRecognizer(const std::string& model_file) {
  const char* forced = std::getenv("INKDIGIT_KERNELS");
  const std::string_view kernels = forced == nullptr ? "" : forced;

  if (model_file.empty()) {
    auto model = Model::LoadEmbedded(kernels);
    if (!model) return model.error();
    return Recognizer(std::move(model).value());
  }
  const auto bytes = ReadWholeFile(model_file);
  if (!bytes)
    return Error{bytes.error().code, "model " + model_file + ": " + bytes.error().message};
  auto model = Model::Load(bytes.value(), kernels);
  if (!model)
    return Error{model.error().code, "model " + model_file + ": " + model.error().message};
  return Recognizer(std::move(model).value());
}

}  // namespace inkdigit::cli
