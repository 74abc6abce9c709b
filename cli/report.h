// An evaluation as one HTML page that needs nothing beside it: figures, confusion, calibration,
// every mistake as a picture.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/evaluation.h"
#include "inkdigit/model.h"

namespace inkdigit::cli {

// `title` names the data. The mistakes come most confident first, at most kMaxMistakes of them.
inline constexpr std::size_t kMaxMistakes = 200;
[[nodiscard]] std::string ReportPage(std::string_view title, const ModelInfo& model,
                                     const Evaluation& evaluation,
                                     const std::vector<Outcome>& outcomes);

}  // namespace inkdigit::cli
