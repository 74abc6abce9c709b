#include "core/segment/seams.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <utility>

namespace inkdigit {
namespace {

// In digits' heights.
constexpr double kBand = 0.22;           // how far a seam may leave its column
constexpr double kStep = 0.04;           // between the columns that are tried
constexpr double kNeighbourhood = 0.06;  // in which a seam through ink must be the cheapest
// In full pixels of ink. Crooked ways cross less ink but leave bits of one digit with the other: of
// 300 touching numbers, 0.02 got 61 % right, 0.2 61 %, 0.6 67 %, 1 69 %, 1.3 66 %, 2 62 %.
constexpr double kSidestep = 1.0;
// Where a way over paper needs more steps than that, as between slanted digits, it is taken anyway.
constexpr double kSidestepOverPaper = 0.05;
// In stroke widths.
constexpr double kMostCrossed = 4.0;  // more is no cut between digits
constexpr double kOverPaper = 0.1;    // soft edges
constexpr double kSameGap = 0.5;      // squared: ink between two seams of one gap

// The cheapest way in the band about `column`, where a step aside costs `sidestep`.
Seam CheapestWay(const LineInk& line, int column, int reach, double sidestep_cost) {
  const auto sidestep = static_cast<float>(sidestep_cost);
  const int width = line.ink.width();
  const int height = line.ink.height();
  const int lanes = 2 * reach + 1;
  const auto lane_count = static_cast<std::size_t>(lanes);
  std::vector<float> cost(lane_count, 0.0F);
  std::vector<float> next(lane_count);
  // The lane in the row above, minus the lane here: -1, 0 or 1.
  std::vector<std::int8_t> from(lane_count * static_cast<std::size_t>(height));
  constexpr float kFar = std::numeric_limits<float>::max() / 4;
  for (int y = 0; y < height; ++y) {
    const std::uint8_t* row = line.ink.row(y);
    for (int lane = 0; lane < lanes; ++lane) {
      const int x = column - reach + lane;
      const auto i = static_cast<std::size_t>(lane);
      if (x < 0 || x > width) {
        next[i] = kFar;
        continue;
      }
      float best = cost[i];
      std::int8_t step = 0;
      if (lane > 0 && cost[i - 1] + sidestep < best) {
        best = cost[i - 1] + sidestep;
        step = -1;
      }
      if (lane + 1 < lanes && cost[i + 1] + sidestep < best) {
        best = cost[i + 1] + sidestep;
        step = 1;
      }
      // Between two pixels: the fainter one says how much ink is cut.
      const float here = x < width ? static_cast<float>(row[x]) : 0.0F;
      const float before = x > 0 ? static_cast<float>(row[x - 1]) : 0.0F;
      next[i] = best + std::min(here, before) / 255.0F;
      from[static_cast<std::size_t>(y) * lane_count + i] = step;
    }
    std::swap(cost, next);
  }
  auto lane = static_cast<std::size_t>(std::min_element(cost.begin(), cost.end()) - cost.begin());
  Seam seam;
  seam.x.resize(static_cast<std::size_t>(height));
  for (int y = height - 1; y >= 0; --y) {
    const int x = column - reach + static_cast<int>(lane);
    seam.x[static_cast<std::size_t>(y)] = x;
    const std::uint8_t* row = line.ink.row(y);
    if (x > 0 && x < width) seam.crossed += std::min(row[x], row[x - 1]) / 255.0;
    lane += static_cast<std::size_t>(
        static_cast<std::ptrdiff_t>(from[static_cast<std::size_t>(y) * lane_count + lane]));
  }
  seam.crossed /= line.stroke_width;
  return seam;
}

// Sums of ink from the left: [row][0..width], in full pixels.
class RowSums {
 public:
  explicit RowSums(const GrayImage& ink) : stride_(static_cast<std::size_t>(ink.width()) + 1) {
    sums_.resize(stride_ * static_cast<std::size_t>(ink.height()));
    for (int y = 0; y < ink.height(); ++y) {
      float* sum = &sums_[static_cast<std::size_t>(y) * stride_];
      for (int x = 0; x < ink.width(); ++x) {
        sum[x + 1] = sum[x] + static_cast<float>(ink.at(x, y)) / 255.0F;
      }
    }
  }
  [[nodiscard]] double Between(const Seam& left, const Seam& right) const {
    double ink = 0.0;
    for (std::size_t y = 0; y < left.x.size(); ++y) {
      const float* sum = &sums_[y * stride_];
      if (right.x[y] > left.x[y]) {
        ink += sum[static_cast<std::size_t>(right.x[y])] - sum[static_cast<std::size_t>(left.x[y])];
      }
    }
    return ink;
  }

 private:
  std::size_t stride_;
  std::vector<float> sums_;
};

Seam Edge(int x, int height) {
  return {std::vector<int>(static_cast<std::size_t>(height), x), 0.0, true};
}

}  // namespace

std::vector<Seam> FindSeams(const LineInk& line) {
  const int width = line.ink.width();
  const int height = line.ink.height();
  const int step = std::max(1, static_cast<int>(std::lround(kStep * line.digit_height)));
  const int reach = std::max(1, static_cast<int>(std::lround(kBand * line.digit_height)));
  const RowSums sums(line.ink);
  const double same_gap = kSameGap * line.stroke_width * line.stroke_width;

  // Of the ways that separate the same ink from the same ink, the cheapest.
  std::vector<Seam> ways = {Edge(0, height)};
  const Seam last = Edge(width, height);
  for (int column = step; column < width; column += step) {
    Seam way = CheapestWay(line, column, reach, kSidestep);
    if (way.crossed > kOverPaper) {
      Seam crooked = CheapestWay(line, column, reach, kSidestepOverPaper);
      if (crooked.crossed <= kOverPaper) way = std::move(crooked);
    }
    if (way.crossed > kMostCrossed) continue;
    for (std::size_t y = 0; y < way.x.size(); ++y) way.x[y] = std::max(way.x[y], ways.back().x[y]);
    if (sums.Between(way, last) <= same_gap) break;
    if (sums.Between(ways.back(), way) > same_gap) {
      ways.push_back(std::move(way));
    } else if (ways.size() > 1 && way.crossed < ways.back().crossed) {
      ways.back() = std::move(way);
    }
  }

  for (Seam& way : ways) way.over_paper = way.crossed <= kOverPaper;
  std::vector<double> places;  // mean columns
  places.reserve(ways.size());
  for (const Seam& way : ways) {
    places.push_back(std::accumulate(way.x.begin(), way.x.end(), 0.0) / height);
  }
  // Through ink only where no neighbour is cheaper; of equals, the first.
  const auto is_cheapest = [&](std::size_t i) {
    const double reach_of_places = kNeighbourhood * line.digit_height;
    for (std::size_t j = i; j-- > 0 && places[i] - places[j] <= reach_of_places;) {
      if (ways[j].crossed <= ways[i].crossed) return false;
    }
    for (std::size_t j = i + 1; j < ways.size() && places[j] - places[i] <= reach_of_places; ++j) {
      if (ways[j].crossed < ways[i].crossed) return false;
    }
    return true;
  };
  std::vector<bool> keep;
  keep.reserve(ways.size());
  for (std::size_t i = 0; i < ways.size(); ++i) {
    keep.push_back(ways[i].over_paper || is_cheapest(i));
  }
  std::vector<Seam> seams;
  for (std::size_t i = 0; i < ways.size(); ++i) {
    if (keep[i]) seams.push_back(std::move(ways[i]));
  }
  seams.push_back(last);
  return seams;
}

}  // namespace inkdigit
