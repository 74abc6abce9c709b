// The instruction sets that a file is compiled for by Highway's foreach_target.h: those that the
// table of kernels/simd.cpp knows. Comes before any header of Highway. Without the first two macros
// Highway's SSE4 and AVX2 would also demand instructions that nothing here uses.
#pragma once

#define HWY_DISABLE_PCLMUL_AES
#define HWY_DISABLE_F16C
#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128)
