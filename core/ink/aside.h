// What belongs to the paper or was drawn around the writing, and is no writing itself.
#pragma once

#include <vector>

#include "core/ink/components.h"

namespace inkdigit {

// One flag for each component, never for margin: underlines and the bars of fractions, rings drawn
// around something written, the holes and the spiral of a notebook.
[[nodiscard]] std::vector<bool> FindAside(const Components& components,
                                          const std::vector<bool>& is_margin);

}  // namespace inkdigit
