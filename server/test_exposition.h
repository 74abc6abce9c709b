// A strict reader of Prometheus' text format (version 0.0.4), for tests.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace inkdigit {

struct Exposition {
  std::map<std::string, double> samples;     // by name and labels as written: a{b="c"}
  std::map<std::string, std::string> types;  // of each metric: counter, gauge, histogram
  std::string error;                         // the first thing that breaks the format; empty: none
};

// Besides the grammar: every sample follows its metric's HELP and TYPE, none is there twice, names
// and units follow the conventions (counters end in _total), and each histogram has rising bounds
// and counts up to +Inf, which is its _count.
[[nodiscard]] Exposition ParseExposition(std::string_view text);

}  // namespace inkdigit
