// How many files and sockets the process may have open.
#pragma once

#include <cstddef>

namespace inkdigit {

// Raises the process's own soft limit as far as the hard one allows, and tells what it is then; 0
// where the system does not say.
std::size_t RaiseFileLimit() noexcept;

}  // namespace inkdigit
