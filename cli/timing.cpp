#include "cli/timing.h"

#include <algorithm>

namespace inkdigit::cli {

Timing Summarise(std::vector<double> microseconds) {
  std::sort(microseconds.begin(), microseconds.end());
  const std::size_t count = microseconds.size();
  const double median = (microseconds[(count - 1) / 2] + microseconds[count / 2]) / 2.0;
  return {median, microseconds[(count * 99 + 99) / 100 - 1], count};
}

}  // namespace inkdigit::cli
