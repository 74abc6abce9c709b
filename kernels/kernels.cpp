#include "kernels/kernels.h"

#include <algorithm>
#include <vector>

#include "kernels/scalar.h"
#include "kernels/simd.h"

namespace inkdigit::kernels {

std::span<const KernelSet> AllKernels() noexcept {
  static const std::vector<KernelSet> sets = [] {
    const std::span<const KernelSet> simd = SimdKernels();
    std::vector<KernelSet> all(simd.begin(), simd.end());
    all.push_back(kScalarKernels);
    return all;
  }();
  return sets;
}

const KernelSet* FindKernels(std::string_view name) noexcept {
  const std::span<const KernelSet> sets = AllKernels();
  const auto found = std::find_if(sets.begin(), sets.end(), [name](const KernelSet& set) {
    return (name.empty() || set.name == name) && set.supported();
  });
  return found == sets.end() ? nullptr : &*found;
}

}  // namespace inkdigit::kernels
