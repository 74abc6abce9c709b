// What the kernel knows of this process.
#pragma once

namespace inkdigit {

struct ProcessFigures {
  double cpu_seconds = 0;  // user and system
  double resident_bytes = 0;
  double virtual_bytes = 0;
  double start_seconds = 0;  // since 1970
  double open_files = 0;
  double most_files = 0;
};

// From /proc and the clocks; 0 for what can't be read.
[[nodiscard]] ProcessFigures ReadProcessFigures();

}  // namespace inkdigit
