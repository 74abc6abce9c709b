#include "core/segment/bars.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace inkdigit {
namespace {

constexpr int kInked = 64;           // of 255
constexpr double kMostSlope = 0.09;  // five degrees
constexpr double kStraight = 1.5;    // pixels that an open column may lie off the line
constexpr double kLeastOpen = 0.5;   // of the columns: more is crossed than open: no line
constexpr int kLeastBreak = 3;       // columns that may be missing, at least
constexpr int kFollowed = 16;        // columns that tell the slope

// A bar that may still grow.
struct Growing {
  Bar bar;
  int missed = 0;  // columns since the last open one
  double thickness_sum = 0.0;
  int open = 0;
  double row = 0.0;    // of the last open column's middle
  double slope = 0.0;  // rows a column

  [[nodiscard]] double Expected() const { return row + slope * (missed + 1); }
};

void AddColumn(Growing& growing, int top, int bottom) {
  growing.bar.top.push_back(top);
  growing.bar.bottom.push_back(bottom);
}

void AddOpen(Growing& growing, int top, int bottom) {
  const double row = (top + bottom) / 2.0;
  if (growing.open == 0) {
    growing.bar.begin_row = row;
  } else {
    // A running mean of the steps, so that the stairs of a slightly turned line even out.
    const double step = (row - growing.row) / (growing.missed + 1);
    const double weight = 1.0 / std::min(growing.open + 1, kFollowed);
    growing.slope += weight * (step - growing.slope);
    growing.slope = std::clamp(growing.slope, -kMostSlope, kMostSlope);
  }
  growing.row = row;
  growing.missed = 0;
  ++growing.open;
  growing.thickness_sum += bottom - top;
  AddColumn(growing, top, bottom);
}

// Cuts off what was only hoped for, and says whether the rest is a bar.
bool Finish(Growing& growing, int least_length) {
  Bar& bar = growing.bar;
  bar.top.resize(bar.top.size() - static_cast<std::size_t>(growing.missed));
  bar.bottom.resize(bar.top.size());
  bar.end = bar.begin + static_cast<int>(bar.top.size());
  bar.end_row = growing.row;
  bar.thickness = growing.thickness_sum / growing.open;
  if (bar.length() < least_length || growing.open < kLeastOpen * bar.length()) return false;
  const double slope = (bar.end_row - bar.begin_row) / std::max(1, bar.length() - 1);
  if (std::fabs(slope) > kMostSlope) return false;
  int astray = 0;
  for (std::size_t i = 0; i < bar.top.size(); ++i) {
    if (bar.top[i] == bar.bottom[i]) continue;
    const double row = bar.begin_row + slope * static_cast<double>(i);
    const double limit = kStraight + 0.004 * bar.length();
    astray += std::fabs((bar.top[i] + bar.bottom[i]) / 2.0 - row) > limit ? 1 : 0;
  }
  return astray * 10 <= growing.open;
}

}  // namespace

std::vector<Bar> FindLevelBars(const GrayImage& ink, int least_length, double most_thickness) {
  const int most_missed = std::max(kLeastBreak, static_cast<int>(3.0 * most_thickness));
  std::vector<Bar> bars;
  std::vector<Growing> growing;
  std::vector<Growing> next;
  // For each row, 1 + the growing bar that is expected there, give or take a row.
  std::vector<int> expected(static_cast<std::size_t>(ink.height()), 0);
  const auto expect = [&](const Growing& bar, int value) {
    const double half = bar.thickness_sum / std::max(1, bar.open) / 2.0 + 1.0;
    const int first = std::max(0, static_cast<int>(std::floor(bar.Expected() - half)));
    const int last =
        std::min(ink.height() - 1, static_cast<int>(std::ceil(bar.Expected() + half)) - 1);
    for (int y = first; y <= last; ++y) expected[static_cast<std::size_t>(y)] = value;
  };
  for (int x = 0; x < ink.width(); ++x) {
    std::vector<bool> grown(growing.size(), false);
    for (std::size_t i = 0; i < growing.size(); ++i) expect(growing[i], static_cast<int>(i) + 1);
    next.clear();
    for (int y = 0; y < ink.height(); ++y) {
      if (ink.at(x, y) <= kInked) continue;
      const int top = y;
      int owner = 0;
      while (y < ink.height() && ink.at(x, y) > kInked) {
        if (owner == 0) owner = expected[static_cast<std::size_t>(y)];
        ++y;
      }
      if (y - top > most_thickness) continue;
      if (owner != 0 && !grown[static_cast<std::size_t>(owner - 1)]) {
        const auto i = static_cast<std::size_t>(owner - 1);
        grown[i] = true;
        next.push_back(std::move(growing[i]));
      } else if (owner == 0) {
        next.emplace_back();
        next.back().bar.begin = x;
      } else {
        continue;
      }
      AddOpen(next.back(), top, y);
    }
    std::fill(expected.begin(), expected.end(), 0);
    for (std::size_t i = 0; i < growing.size(); ++i) {
      if (grown[i]) continue;
      ++growing[i].missed;
      AddColumn(growing[i], 0, 0);
      if (growing[i].missed <= most_missed) {
        next.push_back(std::move(growing[i]));
      } else if (Finish(growing[i], least_length)) {
        bars.push_back(std::move(growing[i].bar));
      }
    }
    std::swap(growing, next);
  }
  for (Growing& last : growing) {
    if (Finish(last, least_length)) bars.push_back(std::move(last.bar));
  }
  return bars;
}

}  // namespace inkdigit
