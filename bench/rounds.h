// Two or more things timed beside each other, so that what else the machine does hits all of them.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

namespace inkdigit::bench {

struct Contestant {
  std::string name;
  std::function<void()> work;
  double things = 1.0;  // done by one call
};

struct Measured {
  std::string name;
  double microseconds = 0.0;        // a thing; the median of the rounds' medians
  std::vector<double> ratios;       // to the first contestant of the same round, ascending
  std::vector<double> differences;  // microseconds more than the first's, ascending
};

// In each round every contestant works for about `seconds`, one after the other.
[[nodiscard]] std::vector<Measured> InRounds(std::span<const Contestant> contestants, int rounds,
                                             double seconds);

// Of ascending numbers, of which there is at least one.
[[nodiscard]] double Middle(std::span<const double> ascending);

// "1.23 (1.20 to 1.31)": the median and the ends.
[[nodiscard]] std::string Spread(std::span<const double> ascending, int digits);

}  // namespace inkdigit::bench
