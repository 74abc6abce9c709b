// An Explanation as compact JSON: numbers as signed bytes in base64, each times `scale`.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "inkdigit/explain.h"

namespace inkdigit {

// {"shape": [classes, rows, cols], "scale", "values": base64}: [class][row][col].
[[nodiscard]] nlohmann::ordered_json EvidenceToJson(const Evidence& evidence);

// {"model", "evidence", "layers": [{"name", "shape": [channels, rows, cols], "scale", "values"},
// ...]}
[[nodiscard]] std::string ExplanationToJson(const Explanation& explanation, std::string_view model);

}  // namespace inkdigit
