// What kSureConfidence should be for a model.
#pragma once

#include <string>

#include "inkdigit/recognizer.h"
#include "inkdigit/result.h"
#include "training/figures/sources.h"

namespace inkdigit::training {

// Half of the errors that the constant's promise allows, because the writers who come later are
// others.
inline constexpr double kSureRightShare = 0.9995;

// The lowest confidence at and above which `right_share` of the model's answers to pendigits
// canvases and to MNIST are right, and what some thresholds accept, as lines to print. `sources`:
// of Split::kValidation; every drawing is drawn on several canvases. Error: a source's.
[[nodiscard]] Result<std::string> AdviseSureConfidence(const Recognizer& recognizer,
                                                       Sources& sources, int threads,
                                                       double right_share = kSureRightShare);

}  // namespace inkdigit::training
