// Whether a network can be let answer: it reads a hundred digits whose labels are known.
#pragma once

#include <optional>

#include "inkdigit/model.h"
#include "inkdigit/result.h"

namespace inkdigit {

// A network for something else, or one whose training failed, is far below it; a good one, whatever
// it was trained for, above.
inline constexpr int kLeastRightInSelfTest = 95;  // of 100

// Ten of each digit, of writers whom the shipped network was not trained on (made by
// `inkdigit-canvases self-test`). kBadModel says how many were read right. Takes some milliseconds.
[[nodiscard]] std::optional<Error> SelfTest(const Model& model);

}  // namespace inkdigit
