// Floats at addresses that the kernels can load whole vectors from.
#pragma once

#include <cstddef>
#include <new>
#include <vector>

#include "kernels/kernels.h"

namespace inkdigit {

template <typename T>
struct KernelAllocator {
  using value_type = T;

  KernelAllocator() = default;
  template <typename U>
  explicit KernelAllocator(const KernelAllocator<U>& /*other*/) noexcept {}

  T* allocate(std::size_t count) {
    return static_cast<T*>(
        ::operator new (count * sizeof(T), std::align_val_t{kernels::kAlignment}));
  }
  void deallocate(T* data, std::size_t /*count*/) noexcept {
    ::operator delete (data, std::align_val_t{kernels::kAlignment});
  }
  friend bool operator==(const KernelAllocator&, const KernelAllocator&) noexcept { return true; }
};

using AlignedFloats = std::vector<float, KernelAllocator<float>>;

}  // namespace inkdigit
