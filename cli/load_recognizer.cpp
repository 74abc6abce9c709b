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
  const auto bytes = ReadModelFile(model_file);
  if (!bytes) return bytes.error();
  auto model = Model::Load(bytes.value(), kernels);
  if (!model) return AboutModel(model_file, model.error());
  return Recognizer(std::move(model).value());
}

Result<std::vector<std::byte>> ReadModelFile(const std::string& model_file) {
  auto bytes = ReadWholeFile(model_file);
  if (!bytes) return AboutModel(model_file, bytes.error());
  return bytes;
}

Error AboutModel(const std::string& model_file, const Error& error) {
  return {error.code, "model " + model_file + ": " + error.message};
}

}  // namespace inkdigit::cli
