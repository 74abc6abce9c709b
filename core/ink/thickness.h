// How thick connected ink is.
#pragma once

#include <cstddef>

#include "core/ink/components.h"

namespace inkdigit {

// Half of the component's thickness where it is thickest: the steps (of the eight neighbours) from
// its innermost pixel to the nearest pixel outside it. Beyond the picture all is outside: a stroke
// along its border would seem to be twice as thick.
[[nodiscard]] int HalfThickness(const Components& components, std::size_t index);

}  // namespace inkdigit
