// The sets that simd.cpp is compiled to.
#pragma once

#include <span>

#include "kernels/kernels.h"

namespace inkdigit::kernels {

// Best first; those that this compiler can build for this architecture, whether or not this CPU
// runs them.
[[nodiscard]] std::span<const KernelSet> SimdKernels() noexcept;

}  // namespace inkdigit::kernels
