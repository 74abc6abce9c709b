#pragma once

#include <cstdio>
#include <cstdlib>

namespace inkdigit::fuzz {

// A promise of a public header that has to hold for any input. Ends the process, which libFuzzer
// reports as a finding.
inline void Check(bool holds, const char* promise) {
  if (holds) return;
  std::fprintf(stderr, "broken promise: %s\n", promise);
  std::abort();
}

}  // namespace inkdigit::fuzz
