#include "cli/manifest.h"

#include <algorithm>

namespace inkdigit::cli {
namespace {

bool IsDigitText(std::string_view label) {
  return std::all_of(label.begin(), label.end(),
                     [](char c) { return (c >= '0' && c <= '9') || c == ' '; });
}

Error BadLine(int number, std::string_view what) {
  return {Errc::kInvalidArgument, "line " + std::to_string(number) + ": " + std::string(what)};
}

}  // namespace

Result<std::vector<ManifestEntry>> ParseManifest(std::string_view text) {
  std::vector<ManifestEntry> entries;
  for (int number = 1; !text.empty(); ++number) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty()) continue;

    const std::size_t tab = line.find('\t');
    if (tab == std::string_view::npos)
      return BadLine(number, "no tab; a line is FILE<TAB>LABEL[<TAB>anything]");
    const std::string_view file = line.substr(0, tab);
    const std::string_view rest = line.substr(tab + 1);
    const std::string_view label = rest.substr(0, rest.find('\t'));
    if (file.empty()) return BadLine(number, "the file name before the tab is empty");
    if (!IsDigitText(label))
      return BadLine(number, "the label must be digits, or empty where nothing is to be read");
    std::string_view note = rest.substr(std::min(rest.size(), label.size() + 1));
    note = note.substr(0, note.find('\t'));
    entries.push_back({std::string(file), std::string(label), std::string(note)});
  }
  return entries;
}

}  // namespace inkdigit::cli
