// Hours of what a server on the internet gets: good requests, bad ones, and clients that go away in
// the middle.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace inkdigit {

struct SoakResult {
  long good = 0;
  long bad = 0;
  long undeserved = 0;                    // answers that were not the right ones, or missing
  std::map<std::string, long> surprises;  // what these were
};

// `clients` threads, each in an order of its own (the seed is its number), so long. One in nineteen
// pictures is kept, where the server keeps.
[[nodiscard]] SoakResult RunSoak(std::uint16_t port, double seconds, int clients,
                                 std::string_view picture);

}  // namespace inkdigit
