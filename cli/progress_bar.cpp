#include "cli/progress_bar.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

namespace inkdigit::cli {
namespace {

constexpr std::chrono::milliseconds kQuiet(500);
constexpr std::chrono::milliseconds kBetween(100);
constexpr int kUsualWidth = 80;

int TerminalWidth() {
  winsize size{};
  const bool known = ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  return known ? size.ws_col : kUsualWidth;
}

}  // namespace

std::string ProgressLine(std::size_t done, std::size_t all, double seconds, int width) {
  constexpr std::size_t kBarWidth = 20;
  const double rate = seconds > 0.0 ? static_cast<double>(done) / seconds : 0.0;
  const auto percent = static_cast<int>(done * 100 / all);
  const std::size_t filled = done * kBarWidth / all;
  std::string bar(filled, '#');
  bar.resize(kBarWidth, ' ');
  const long left = rate > 0.0 ? static_cast<long>(static_cast<double>(all - done) / rate) : 0;
  char line[160];
  const int length =
      std::snprintf(line, sizeof line, "%4d %% [%s] %zu of %zu, %.0f a second, %ld:%02ld left",
                    percent, bar.c_str(), done, all, rate, left / 60, left % 60);
  const int shown = std::clamp(length, 0, std::max(0, width));
  return {line, static_cast<std::size_t>(shown)};
}

ProgressBar::ProgressBar(std::size_t all)
    : all_(all), on_terminal_(isatty(STDERR_FILENO) != 0 && all > 1) {}

ProgressBar::~ProgressBar() { Hide(); }

void ProgressBar::Advance() {
  ++done_;
  if (!on_terminal_) return;
  const Clock::time_point now = Clock::now();
  if (now - start_ < kQuiet || (shown_ && now - drawn_ < kBetween)) return;
  drawn_ = now;
  shown_ = true;
  const double seconds = std::chrono::duration<double>(now - start_).count();
  // One column stays free: a full line would move the cursor to the next.
  std::fprintf(stderr, "\r\033[K%s",
               ProgressLine(done_, all_, seconds, TerminalWidth() - 1).c_str());
  std::fflush(stderr);
}

void ProgressBar::Hide() {
  if (!shown_) return;
  std::fputs("\r\033[K", stderr);
  std::fflush(stderr);
  shown_ = false;
}

}  // namespace inkdigit::cli
