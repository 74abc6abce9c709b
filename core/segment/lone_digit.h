// The quick answer to the usual picture: one digit, alone.
#pragma once

#include "inkdigit/ink.h"
#include "inkdigit/model.h"

namespace inkdigit {

// Whether the ink hangs together, is no wider than a digit, and `scores`, what the network thinks
// of all of it, leave no doubt. Then nobody needs to look for more digits.
[[nodiscard]] bool IsSurelyLone(const Ink& ink, const Scores& scores);

}  // namespace inkdigit
