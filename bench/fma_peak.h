// What the floating-point units of one core could do at most.
#pragma once

#include <string_view>

namespace inkdigit::bench {

// Billions of additions and multiplications a second in fused multiply-adds that wait for nothing,
// with the vectors of the kernel set of that name. 0 for a set without vectors.
[[nodiscard]] double FmaPeakGflops(std::string_view kernels);

}  // namespace inkdigit::bench
