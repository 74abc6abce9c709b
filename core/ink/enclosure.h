// What lies inside connected ink.
#pragma once

#include <cstddef>

#include "core/ink/components.h"

namespace inkdigit {

// Of the component's box and a frame of one pixel around it: 1 where one gets to from that frame
// without crossing the component. The rest are its own pixels and its holes.
[[nodiscard]] Mask OutsideOf(const Components& components, std::size_t index);

// Whether the other lies in one of the component's holes.
[[nodiscard]] bool Encloses(const Components& components, std::size_t index, std::size_t other);

}  // namespace inkdigit
