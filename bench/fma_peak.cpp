#include "bench/fma_peak.h"

#include <algorithm>
#include <chrono>

#include "kernels/simd_targets.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "bench/fma_peak.cpp"
#include "hwy/foreach_target.h"  // IWYU pragma: keep
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace inkdigit::bench::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

constexpr int kRounds = 20000;
constexpr int kSums = 12;  // more than units times latency; they fit 16 registers with two factors

// Operations of one call: kRounds rounds of kSums vectors of multiply-adds. `factors` are not known
// when this is compiled, so nothing is left out; all sums stay finite, as factors[0] is below 1.
double MultiplyAdd(const float* factors, float* result) {
  const hn::ScalableTag<float> d;
  const auto a = hn::Set(d, factors[0]);
  const auto b = hn::Set(d, factors[1]);
  auto s0 = b, s1 = b, s2 = b, s3 = b, s4 = b, s5 = b, s6 = b, s7 = b, s8 = b, s9 = b, s10 = b,
       s11 = b;
  for (int i = 0; i < kRounds; ++i) {
    s0 = hn::MulAdd(s0, a, b);
    s1 = hn::MulAdd(s1, a, b);
    s2 = hn::MulAdd(s2, a, b);
    s3 = hn::MulAdd(s3, a, b);
    s4 = hn::MulAdd(s4, a, b);
    s5 = hn::MulAdd(s5, a, b);
    s6 = hn::MulAdd(s6, a, b);
    s7 = hn::MulAdd(s7, a, b);
    s8 = hn::MulAdd(s8, a, b);
    s9 = hn::MulAdd(s9, a, b);
    s10 = hn::MulAdd(s10, a, b);
    s11 = hn::MulAdd(s11, a, b);
  }
  const auto sum = hn::Add(hn::Add(hn::Add(s0, s1), hn::Add(s2, s3)),
                           hn::Add(hn::Add(hn::Add(s4, s5), hn::Add(s6, s7)),
                                   hn::Add(hn::Add(s8, s9), hn::Add(s10, s11))));
  *result = hn::GetLane(sum);
  return 2.0 * kRounds * kSums * static_cast<double>(hn::Lanes(d));
}

}  // namespace inkdigit::bench::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace inkdigit::bench {
namespace {

struct Entry {
  std::string_view kernels;
  double (*multiply_add)(const float*, float*);
};
constexpr Entry kEntries[] = {
#if HWY_TARGETS & HWY_AVX3
    {"avx512", N_AVX3::MultiplyAdd},
#endif
#if HWY_TARGETS & HWY_AVX2
    {"avx2", N_AVX2::MultiplyAdd},
#endif
#if HWY_TARGETS & HWY_SSE4
    {"sse4", N_SSE4::MultiplyAdd},
#endif
#if HWY_TARGETS & HWY_NEON
    {"neon", N_NEON::MultiplyAdd},
#endif
};

}  // namespace

double FmaPeakGflops(std::string_view kernels) {
  using Clock = std::chrono::steady_clock;
  constexpr int kTries = 200;  // the best of them: whatever else runs only takes away
  double best = 0.0;
  for (const Entry& entry : kEntries) {
    if (entry.kernels != kernels) continue;
    const volatile float given[2] = {0.5F, 0.25F};
    const float factors[2] = {given[0], given[1]};
    volatile float sink = 0.0F;
    for (int i = 0; i < kTries; ++i) {
      float result = 0.0F;
      const Clock::time_point start = Clock::now();
      const double operations = entry.multiply_add(factors, &result);
      const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
      sink = result;
      best = std::max(best, operations / seconds / 1e9);
    }
    static_cast<void>(sink);
  }
  return best;
}

}  // namespace inkdigit::bench
#endif  // HWY_ONCE
