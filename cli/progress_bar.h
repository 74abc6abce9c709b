// How far a long command is: on a terminal only.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

namespace inkdigit::cli {

// "  42 % [########            ] 420 of 1000, 35 a second, 0:16 left", at most `width` columns.
// `done` <= `all`, all > 0.
[[nodiscard]] std::string ProgressLine(std::size_t done, std::size_t all, double seconds,
                                       int width);

// Draws itself on standard error, at most ten times a second and only once half a second has
// passed, if standard error is a terminal; else does nothing. Not for several threads.
class ProgressBar {
 public:
  explicit ProgressBar(std::size_t all);
  ~ProgressBar();
  ProgressBar(const ProgressBar&) = delete;  // there is one line to draw on

  void Advance();
  // Takes the bar off the terminal, so that other lines can be printed; the next Advance brings it
  // back.
  void Hide();

 private:
  using Clock = std::chrono::steady_clock;
  std::size_t all_;
  std::size_t done_ = 0;
  bool on_terminal_;
  bool shown_ = false;
  Clock::time_point start_ = Clock::now();
  Clock::time_point drawn_ = start_;
};

}  // namespace inkdigit::cli
