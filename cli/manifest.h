// manifest.tsv: which picture shows what.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "inkdigit/result.h"

namespace inkdigit::cli {

struct ManifestEntry {
  std::string file;   // relative to the manifest's folder
  std::string label;  // the digits; empty: nothing is to be read
  std::string note;   // the third column, where there is one: "corrected" or "read" in an export
};

// Lines FILE<TAB>LABEL[<TAB>anything]; blank lines are skipped, a carriage return before the
// newline is ignored. An error names the line: no tab, an empty file name, or a label with anything
// but digits (and spaces between them).
Result<std::vector<ManifestEntry>> ParseManifest(std::string_view text);

}  // namespace inkdigit::cli
