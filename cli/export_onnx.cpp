#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <span>
#include <string>
#include <system_error>

#include "cli/commands.h"
#include "cli/files.h"
#include "cli/load_recognizer.h"
#include "cli/terminal.h"
#include "core/embedded_model.h"
#include "core/onnx/export.h"

namespace inkdigit::cli {
namespace {

Result<std::string> Encode(const std::string& model_file) {
  if (model_file.empty()) return EncodeOnnx(EmbeddedModelFile(), kEmbeddedModelLicence);
  const auto bytes = ReadModelFile(model_file);
  if (!bytes) return bytes.error();
  auto onnx = EncodeOnnx(bytes.value());
  if (!onnx) return AboutModel(model_file, onnx.error());
  return onnx;
}

}  // namespace

int RunExportOnnx(const ExportOnnxOptions& options) {
  const bool to_standard_output = options.onnx_file == "-";
  if (to_standard_output && isatty(STDOUT_FILENO) == 1) {
    PrintError("ONNX is no text for a terminal: name a file, or send standard output elsewhere");
    return kWrongUsage;
  }
  std::error_code ignored;
  if (std::filesystem::equivalent(options.onnx_file, options.model_file, ignored)) {
    PrintError(options.onnx_file, "is the model itself, which would be lost");
    return kWrongUsage;
  }
  const auto onnx = Encode(options.model_file);
  if (!onnx) {
    PrintError(onnx.error().message);
    return 1;
  }
  if (to_standard_output) {
    // main() looks after a standard output that can't be written.
    std::fwrite(onnx.value().data(), 1, onnx.value().size(), stdout);
    return 0;
  }
  const auto written = WriteWholeFile(options.onnx_file, onnx.value());
  if (!written) {
    PrintError(options.onnx_file, written.error().message);
    return 1;
  }
  return 0;
}

}  // namespace inkdigit::cli
