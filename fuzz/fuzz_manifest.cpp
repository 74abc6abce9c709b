// The list of pictures and texts of a data set, which may have come from anybody.
#include <algorithm>
#include <cstdint>
#include <string_view>

#include "cli/manifest.h"
#include "fuzz/check.h"

namespace inkdigit::cli {
namespace {

using fuzz::Check;

void FuzzManifest(std::string_view text) {
  const auto entries = ParseManifest(text);
  if (!entries.ok()) {
    Check(entries.error().message.starts_with("line "), "the line is named");
    return;
  }
  const auto lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) + 1;
  Check(entries.value().size() <= lines, "an entry is a line");
  for (const ManifestEntry& entry : entries.value()) {
    Check(!entry.file.empty(), "an entry names a file");
    Check(entry.label.find_first_not_of("0123456789 ") == std::string::npos, "a label is digits");
  }
}

}  // namespace
}  // namespace inkdigit::cli

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  inkdigit::cli::FuzzManifest({reinterpret_cast<const char*>(data), size});
  return 0;
}
