#include <cstdio>
#include <nlohmann/json.hpp>

#include "cli/commands.h"
#include "cli/load_recognizer.h"
#include "cli/terminal.h"

namespace inkdigit::cli {

int RunModelInfo(const ModelInfoOptions& options) {
  const auto recognizer = LoadRecognizer(options.model_file);
  if (!recognizer) {
    PrintError(recognizer.error().message);
    return 1;
  }
  const ModelInfo& info = recognizer.value().model().info();
  if (options.json) {
    const nlohmann::ordered_json json = {
        {"name", info.name},
        {"layers", info.layers},
        {"parameters", info.parameters},
        {"multiply_adds", info.multiply_adds},
        {"temperature", info.temperature},
        {"kernels", info.kernels},
        {"sha256", info.sha256},
    };
    std::puts(json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace).c_str());
    return 0;
  }
  std::printf("name           %s\n", info.name.c_str());
  std::printf("layers         %s\n", info.layers.c_str());
  std::printf("parameters     %lld\n", static_cast<long long>(info.parameters));
  std::printf("multiply-adds  %lld per tile\n", static_cast<long long>(info.multiply_adds));
  std::printf("temperature    %.4f\n", info.temperature);
  std::printf("kernels        %s (of:", info.kernels.c_str());
  for (const std::string_view name : Model::KernelNames())
    std::printf(" %.*s", static_cast<int>(name.size()), name.data());
  std::printf(")\nsha256         %s\n", info.sha256.c_str());
  return 0;
}

}  // namespace inkdigit::cli
