// A printed line is there at nearly every place along its way, a stroke of a pen is not: the lower
// quartile of what is missing of the paper's brightness, taken along the line's direction over a
// third of the picture, sees the line alone. What it sees is what the paper lacks there even where
// a stroke crosses, and is given back to it. (Lines that were followed over the ink, as RemoveForm
// does, were lost on squared paper, where they cross each other at every few pixels.)
#include "core/ink/printed_lines.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "core/ink/ink_map_parts.h"
#include "core/ink/resample.h"
#include "core/transpose.h"

namespace inkdigit {
namespace {

constexpr int kScreenedSide = 400;    // pixels: the direction is looked for in a copy of this size
constexpr double kMostSlope = 0.105;  // six degrees
constexpr int kLevels = 255;          // of a share: all of the paper's brightness
constexpr int kFaint = 40;            // a share: what is stronger counts no more for the direction
constexpr int kLeastShare = 10;       // of a line
constexpr double kAboveNoise = 2.5;   // times the median share
constexpr double kWindow = 0.35;      // of the longer side
constexpr double kLeastExtent = 0.6;  // of the picture's width
// Of the writing's strength: a lone line, which may be a stroke, and lines at even distances.
constexpr double kLoneStrength = 0.6;
constexpr double kEvenStrength = 0.9;

// Half of the thickness that a line has at most, in pixels.
int LineReach(int side) { return 3 + side / 400; }

// The largest (smallest) value within `reach` rows of each pixel. Windows that touch make one three
// times as long, so wide ones take few passes.
template <typename Pick>
GrayImage OverRows(GrayImage image, int reach, Pick pick) {
  const int height = image.height();
  GrayImage wider(image.width(), height);
  for (int reached = 0; reached < reach;) {
    const int step = std::min(2 * reached + 1, reach - reached);
    for (int y = 0; y < height; ++y) {
      const std::uint8_t* up = image.row(std::max(0, y - step));
      const std::uint8_t* here = image.row(y);
      const std::uint8_t* down = image.row(std::min(height - 1, y + step));
      std::uint8_t* to = wider.row(y);
      for (int x = 0; x < image.width(); ++x) to[x] = pick(here[x], pick(up[x], down[x]));
    }
    std::swap(image, wider);
    reached += step;
  }
  return image;
}

// Objects, not functions: the compiler turns loops over these into vector instructions.
constexpr auto kLarger = [](std::uint8_t a, std::uint8_t b) { return std::max(a, b); };
constexpr auto kSmaller = [](std::uint8_t a, std::uint8_t b) { return std::min(a, b); };

// The paper above and below what is thin and level.
GrayImage PaperAcross(const GrayImage& gray, int reach) {
  return OverRows(OverRows(gray, reach, kLarger), reach, kSmaller);
}

// What is missing of the paper's brightness, in 1/255.
GrayImage Missing(const GrayImage& gray, const GrayImage& paper) {
  constexpr int kFraction = 16;             // bits
  std::array<std::uint32_t, 256> shares{};  // of one level of such paper
  for (std::size_t level = 1; level < shares.size(); ++level) {
    shares[level] = static_cast<std::uint32_t>((kLevels << kFraction) / static_cast<int>(level));
  }
  GrayImage missing(gray.width(), gray.height());
  for (std::size_t i = 0; i < gray.pixels().size(); ++i) {
    const std::uint8_t level = paper.pixels()[i];
    const auto lack = static_cast<std::uint32_t>(level - gray.pixels()[i]);
    missing.pixels()[i] = static_cast<std::uint8_t>((lack * shares[level]) >> kFraction);
  }
  return missing;
}

// Rows that a line of that slope lies above its middle at column x.
int Shift(double slope, int x, int width) {
  return static_cast<int>(std::lround(slope * (x - 0.5 * (width - 1))));
}

// The slope at which faint shares gather in the fewest rows: the sum of squares of the rows' sums
// is the largest.
double FindSlope(const GrayImage& missing) {
  constexpr int kBlock = 4;  // columns: a line of the steepest slope stays in its row
  const int width = missing.width();
  const int height = missing.height();
  const int blocks = width / kBlock;
  if (blocks == 0) return 0.0;
  std::vector<int> sums(static_cast<std::size_t>(blocks) * static_cast<std::size_t>(height));
  for (int block = 0; block < blocks; ++block) {
    for (int y = 0; y < height; ++y) {
      int sum = 0;
      for (int x = block * kBlock; x < (block + 1) * kBlock; ++x) {
        sum += std::min<int>(kFaint, missing.at(x, y));
      }
      sums[static_cast<std::size_t>(block) * static_cast<std::size_t>(height) +
           static_cast<std::size_t>(y)] = sum;
    }
  }
  const double step = 1.0 / width;
  const int steps = static_cast<int>(kMostSlope / step);
  double best = -1.0;
  double best_slope = 0.0;
  std::vector<int> rows;
  for (int i = -steps; i <= steps; ++i) {
    const double slope = i * step;
    rows.assign(static_cast<std::size_t>(height), 0);
    for (int block = 0; block < blocks; ++block) {
      const int shift = Shift(slope, block * kBlock + kBlock / 2, width);
      const int* column = &sums[static_cast<std::size_t>(block) * static_cast<std::size_t>(height)];
      const int first = std::max(0, -shift);
      const int last = std::min(height, height - shift);
      for (int y = first; y < last; ++y) rows[static_cast<std::size_t>(y)] += column[y + shift];
    }
    double score = 0.0;
    for (const int sum : rows) score += static_cast<double>(sum) * sum;
    if (score > best) {
      best = score;
      best_slope = slope;
    }
  }
  return best_slope;
}

int Rank(const GrayImage& image, double rank) {
  const GrayLevels levels = CountGrayLevels(image);
  const auto wanted = static_cast<int>(rank * static_cast<double>(image.pixels().size()));
  int sum = 0;
  int value = 0;
  while (value < kLevels) {
    sum += levels.all[static_cast<std::size_t>(value)];
    if (sum > wanted) break;
    ++value;
  }
  return value;
}

// The value of a rank among those in a window that slides along a row.
class SlidingRank {
 public:
  explicit SlidingRank(double rank) : rank_(rank) {}
  void Add(std::uint8_t value) { Change(value, 1); }
  void Remove(std::uint8_t value) { Change(value, -1); }
  [[nodiscard]] std::uint8_t Value() {
    const int wanted = static_cast<int>(rank_ * count_);
    while (below_ > wanted) below_ -= counts_[static_cast<std::size_t>(--value_)];
    while (below_ + counts_[static_cast<std::size_t>(value_)] <= wanted) {
      below_ += counts_[static_cast<std::size_t>(value_++)];
    }
    return static_cast<std::uint8_t>(value_);
  }

 private:
  void Change(std::uint8_t value, int by) {
    counts_[value] += by;
    count_ += by;
    if (value < value_) below_ += by;
  }

  double rank_;
  std::array<int, 256> counts_{};
  int count_ = 0;
  int value_ = 0;
  int below_ = 0;  // of the counted ones, those smaller than value_
};

// Along a row, the value of that rank within `reach` columns.
std::vector<std::uint8_t> AlongRow(const std::uint8_t* row, int width, int reach, double rank) {
  std::vector<std::uint8_t> out(static_cast<std::size_t>(width));
  SlidingRank window(rank);
  for (int x = 0; x < std::min(width, reach); ++x) window.Add(row[x]);
  for (int x = 0; x < width; ++x) {
    if (x + reach < width) window.Add(row[x + reach]);
    if (x - reach > 0) window.Remove(row[x - reach - 1]);
    out[static_cast<std::size_t>(x)] = window.Value();
  }
  return out;
}

// Columns moved so that lines of that slope lie level; what comes from outside is empty.
GrayImage Sheared(const GrayImage& image, double slope, int sign) {
  GrayImage out(image.width(), image.height());
  const int width = image.width();
  for (int begin = 0; begin < width;) {
    const int shift = Shift(slope, begin, width);
    int end = begin + 1;
    while (end < width && Shift(slope, end, width) == shift) ++end;
    for (int y = 0; y < image.height(); ++y) {
      const int from = y + sign * shift;
      if (from < 0 || from >= image.height()) continue;
      std::copy_n(image.row(from) + begin, end - begin, out.row(y) + begin);
    }
    begin = end;
  }
  return out;
}

// What one row of the sheared picture holds.
struct Row {
  std::vector<std::uint8_t> lowest;  // share of a line at each column; empty where there is none
  int strongest = 0;
};

Row JudgeRow(const std::uint8_t* row, int width, int window, int least) {
  constexpr double kLowRank = 0.25;
  const auto along = [&](const auto* begin) {
    return static_cast<double>(std::count_if(
        begin, begin + width, [least](std::uint8_t share) { return share >= least; }));
  };
  // The quick look: a line needs so many.
  if (along(row) < kLeastExtent * (1.0 - kLowRank) * width) return {};
  Row judged{AlongRow(row, width, window, kLowRank), 0};
  judged.strongest = *std::max_element(judged.lowest.begin(), judged.lowest.end());
  if (along(judged.lowest.data()) < kLeastExtent * width) judged.lowest.clear();
  return judged;
}

// Whether four lines or more lie at about the same distance from one to the next, as printers rule
// and people don't.
bool AreEven(const std::vector<Row>& rows) {
  constexpr std::size_t kFewest = 4;
  constexpr double kUneven = 0.2;     // of the middle distance
  constexpr double kEvenShare = 0.7;  // of the distances
  std::vector<double> middles;
  for (std::size_t y = 0; y < rows.size(); ++y) {
    if (rows[y].lowest.empty()) continue;
    const std::size_t first = y;
    while (y + 1 < rows.size() && !rows[y + 1].lowest.empty()) ++y;
    middles.push_back(static_cast<double>(first + y) / 2.0);
  }
  if (middles.size() < kFewest) return false;
  std::vector<double> distances;
  for (std::size_t i = 1; i < middles.size(); ++i) distances.push_back(middles[i] - middles[i - 1]);
  std::vector<double> sorted = distances;
  const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
  std::nth_element(sorted.begin(), middle, sorted.end());
  const auto even = std::count_if(distances.begin(), distances.end(), [&](double distance) {
    return std::fabs(distance - *middle) <= std::max(1.0, kUneven * *middle);
  });
  return static_cast<double>(even) >= kEvenShare * static_cast<double>(distances.size());
}

// The lines' shares, in the sheared picture.
// Empty where there is none.
GrayImage LineShares(const GrayImage& missing, int reach, int strength) {
  const int width = missing.width();
  const int height = missing.height();
  const int least = std::max(kLeastShare, static_cast<int>(kAboveNoise * Rank(missing, 0.5)));
  const int window = std::max(10, static_cast<int>(kWindow * std::max(width, height) / 2));
  const GrayImage wide = OverRows(missing, 1, kLarger);  // a line may waver by a row
  std::vector<Row> rows;
  rows.reserve(static_cast<std::size_t>(height));
  for (int y = 0; y < height; ++y) rows.push_back(JudgeRow(wide.row(y), width, window, least));
  const auto is_empty = [](const Row& row) { return row.lowest.empty(); };
  if (std::all_of(rows.begin(), rows.end(), is_empty)) return {};
  const double most = (AreEven(rows) ? kEvenStrength : kLoneStrength) * strength;
  GrayImage shares(width, height);
  for (int y = 0; y < height; ++y) {
    const std::vector<std::uint8_t>& lowest = rows[static_cast<std::size_t>(y)].lowest;
    if (lowest.empty()) continue;
    // The soft edge of a long stroke is as faint as a line.
    bool is_stroke = false;
    for (int v = std::max(0, y - reach); v <= std::min(height - 1, y + reach); ++v) {
      is_stroke = is_stroke || rows[static_cast<std::size_t>(v)].strongest >= most;
    }
    if (is_stroke) continue;
    const std::vector<std::uint8_t> middle = AlongRow(missing.row(y), width, window, 0.5);
    for (int x = 0; x < width; ++x) {
      const auto i = static_cast<std::size_t>(x);
      if (lowest[i] >= least) shares.at(x, y) = middle[i];
    }
  }
  return shares;
}

// How much of the paper's brightness the writing takes away.
int StrengthOfWriting(const GrayImage& gray) {
  constexpr double kDarkestRank = 0.002;
  const int paper = std::max(1, Rank(gray, 0.75));
  return kLevels * std::max(0, paper - Rank(gray, kDarkestRank)) / paper;
}

// The slope of what is thin and level, looked for in a copy of a size that makes it quick.
double SlopeOfReduced(const GrayImage& gray, int factor) {
  const GrayImage small = ReduceByAveraging(gray.view(), factor);
  const int reach = LineReach(std::max(small.width(), small.height()));
  return FindSlope(Missing(small, PaperAcross(small, reach)));
}

GrayImage WithoutLevelLines(const GrayImage& gray, int strength) {
  const int side = std::max(gray.width(), gray.height());
  const int factor = (side + kScreenedSide - 1) / kScreenedSide;
  const int reach = LineReach(side);
  const GrayImage paper = PaperAcross(gray, reach);
  const GrayImage missing = Missing(gray, paper);
  const double slope = factor > 1 ? SlopeOfReduced(gray, factor) : FindSlope(missing);
  const GrayImage sheared = LineShares(Sheared(missing, slope, 1), reach, strength);
  if (sheared.empty()) return gray;
  const GrayImage shares = Sheared(sheared, slope, -1);
  GrayImage out = gray;
  for (std::size_t i = 0; i < shares.pixels().size(); ++i) {
    const int share = shares.pixels()[i];
    if (share == 0) continue;
    const int given_back = gray.pixels()[i] * kLevels / std::max(1, kLevels - share);
    out.pixels()[i] = static_cast<std::uint8_t>(std::min<int>(paper.pixels()[i], given_back));
  }
  return out;
}

}  // namespace

GrayImage WithoutPrintedLines(const GrayImage& gray) {
  const int strength = StrengthOfWriting(gray);
  const GrayImage without_level = WithoutLevelLines(gray, strength);
  return Transpose(WithoutLevelLines(Transpose(without_level), strength));
}

}  // namespace inkdigit
