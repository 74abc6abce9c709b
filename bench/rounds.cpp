#include "bench/rounds.h"

#include <algorithm>
#include <cstddef>
#include <cstdio>

#include "cli/timing.h"

namespace inkdigit::bench {

std::vector<Measured> InRounds(std::span<const Contestant> contestants, int rounds,
                               double seconds) {
  std::vector<Measured> measured(contestants.size());
  std::vector<std::vector<double>> times(contestants.size());
  for (int round = 0; round < rounds; ++round) {
    for (std::size_t i = 0; i < contestants.size(); ++i) {
      const double us =
          cli::Measure(seconds, contestants[i].work).median_us / contestants[i].things;
      times[i].push_back(us);
      measured[i].ratios.push_back(us / times[0].back());
      measured[i].differences.push_back(us - times[0].back());
    }
  }
  for (std::size_t i = 0; i < contestants.size(); ++i) {
    measured[i].name = contestants[i].name;
    std::sort(times[i].begin(), times[i].end());
    measured[i].microseconds = Middle(times[i]);
    std::sort(measured[i].ratios.begin(), measured[i].ratios.end());
    std::sort(measured[i].differences.begin(), measured[i].differences.end());
  }
  return measured;
}

double Middle(std::span<const double> ascending) {
  const std::size_t half = ascending.size() / 2;
  return ascending.size() % 2 != 0 ? ascending[half]
                                   : (ascending[half - 1] + ascending[half]) / 2.0;
}

std::string Spread(std::span<const double> ascending, int digits) {
  char text[64];
  std::snprintf(text, sizeof text, "%.*f (%.*f to %.*f)", digits, Middle(ascending), digits,
                ascending.front(), digits, ascending.back());
  return text;
}

}  // namespace inkdigit::bench
