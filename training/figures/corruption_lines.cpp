#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include "training/figures/corruption_kinds.h"

namespace inkdigit::training {
namespace {

struct Place {
  double x = 0.0;
  double y = 0.0;
};

// How much of a line from `from` to `to` (to the right of it) lies on a pixel: 1 on it, falling as
// a logarithm to 0 over about a pixel and a half, measured along the column.
double LineAt(Place from, Place to, int x, int y) {
  constexpr double kReach = 2.3;
  if (from.x == to.x || x < std::floor(from.x) || x >= std::ceil(to.x)) return 0.0;
  const double slope = (to.y - from.y) / (to.x - from.x);
  const double distance = std::abs(y - (slope * (x - from.x) + from.y));
  if (distance >= kReach) return 0.0;
  return std::max(0.0, std::log(1.0 - distance / kReach) + 1.0);
}

void AddLine(Plane& plane, Place from, Place to) {
  for (int y = 0; y < plane.height(); ++y) {
    for (int x = 0; x < plane.width(); ++x) {
      plane.at(x, y) = std::min(1.0, plane.at(x, y) + LineAt(from, to, x, y));
    }
  }
}

// Teeth of `kTooth` by twice that, along the x axis from 0 to `length`.
std::vector<Place> Teeth(double length) {
  constexpr double kTooth = 2.0;
  std::vector<Place> corners = {{0.0, 0.0}};
  const int count = static_cast<int>((length - kTooth) / (2.0 * kTooth)) + 1;
  for (int i = 0; i < count; ++i) {
    corners.push_back({(2 * i + 1) * kTooth, i % 2 == 0 ? kTooth : -kTooth});
  }
  const double whole_teeth = 2.0 * kTooth * std::floor(length / (2.0 * kTooth));
  // The last stretch rises as MNIST-C's code has it.
  if (length != whole_teeth) {
    corners.push_back({length, corners.back().y / (2.0 * (length - whole_teeth))});
  }
  return corners;
}

}  // namespace

// From edge to edge, two columns without, two with.
Plane DottedLine(const Plane& digit, Random& random) {
  const int last = digit.width() - 1;
  const Place from = {0.0, static_cast<double>(random.Below(last))};
  const Place to = {static_cast<double>(last), static_cast<double>(random.Below(last))};
  Plane line(digit.width(), digit.height());
  AddLine(line, from, to);
  Plane out = digit;
  for (int y = 0; y < out.height(); ++y) {
    for (int x = 0; x < out.width(); ++x) {
      if (x % 4 >= 2) out.at(x, y) += line.at(x, y);
    }
  }
  return out;
}

Plane Zigzag(const Plane& digit, Random& random) {
  constexpr double kFirstColumn = 2.0;
  constexpr double kLastColumn = 25.0;
  constexpr int kMostRise = 5;
  const double row = random.Below(digit.height() - 1);
  const double rise = random.Below(2 * kMostRise) - kMostRise;
  const double angle = std::atan2(rise, kLastColumn - kFirstColumn);
  std::vector<Place> corners = Teeth((kLastColumn - kFirstColumn) / std::cos(angle));
  for (Place& corner : corners) {
    corner = {kFirstColumn + std::cos(angle) * corner.x - std::sin(angle) * corner.y,
              row + std::sin(angle) * corner.x + std::cos(angle) * corner.y};
  }
  Plane out = digit;
  for (std::size_t i = 1; i < corners.size(); ++i) AddLine(out, corners[i - 1], corners[i]);
  return out;
}

}  // namespace inkdigit::training
