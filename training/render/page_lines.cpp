#include "training/render/page_lines.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>

namespace inkdigit::training {
namespace {

std::uint8_t ToByte(double value) {
  return static_cast<std::uint8_t>(std::lround(std::clamp(value, 0.0, 255.0)));
}

int SideOf(const GrayImage& page) { return std::max(page.width(), page.height()); }

struct Line {
  double x = 0.0;  // of one point on it
  double y = 0.0;
  double angle = 0.0;
  double half_width = 0.5;
  double dash = 0.0;    // length of dashes and of the gaps between them; 0: whole
  double height = 0.0;  // of teeth, to each side; 0: straight
  double period = 1.0;  // of teeth
};

// Calls visit(x, y, share) for the pixels that a line covers.
template <typename Visit>
void AlongLine(const GrayImage& page, const Line& line, Visit visit) {
  const double cosine = std::cos(line.angle);
  const double sine = std::sin(line.angle);
  // A slope is wider, measured upright, than it is thick.
  const double slope = 4.0 * line.height / line.period;
  const double half_width = line.half_width * std::sqrt(1.0 + slope * slope);
  for (int y = 0; y < page.height(); ++y) {
    for (int x = 0; x < page.width(); ++x) {
      const double along = (x - line.x) * cosine + (y - line.y) * sine;
      const double phase = along / line.period - std::floor(along / line.period);
      const double tooth = line.height * (4.0 * std::abs(phase - 0.5) - 1.0);
      const double across = (y - line.y) * cosine - (x - line.x) * sine - tooth;
      const double share = std::clamp(half_width + 0.5 - std::abs(across), 0.0, 1.0);
      if (share <= 0.0) continue;
      if (line.dash > 0.0 && std::fmod(std::abs(along), 2.0 * line.dash) > line.dash) continue;
      visit(x, y, share);
    }
  }
}

Line RandomLine(const GrayImage& page, double widest, Random& random) {
  Line line;
  line.x = random.Uniform(0.0, page.width());
  line.y = random.Uniform(0.0, page.height());
  // Mostly level or upright, as rulings are.
  const double turn =
      std::numbers::pi * (random.Chance(0.7) ? 0.5 * random.Below(2) : random.Unit());
  line.angle = turn + 0.03 * random.Normal();
  line.half_width = 0.5 * random.Uniform(0.5, std::max(1.0, widest));
  if (random.Chance(0.3)) line.dash = random.Uniform(1.0, std::max(4.0, 0.05 * SideOf(page)));
  return line;
}

void Draw(GrayImage& page, const Line& line, double strength) {
  AlongLine(page, line, [&page, strength](int x, int y, double share) {
    AddInk(page, x, y, strength * share);
  });
}

}  // namespace

void AddInk(GrayImage& page, int x, int y, double amount) {
  if (x < 0 || y < 0 || x >= page.width() || y >= page.height()) return;
  std::uint8_t& pixel = page.at(x, y);
  pixel = std::max(pixel, ToByte(amount));
}

void BreakStrokes(GrayImage& page, Random& random) {
  const int gaps = 1 + random.Below(3);
  for (int i = 0; i < gaps; ++i) {
    const Line line = RandomLine(page, 0.04 * SideOf(page), random);
    AlongLine(page, line, [&page](int x, int y, double share) {
      page.at(x, y) = ToByte(page.at(x, y) * (1.0 - share));
    });
  }
}

void AddLines(GrayImage& page, Random& random) {
  const int lines = 1 + random.Below(2);
  const double strength = random.Uniform(60.0, 255.0);
  for (int i = 0; i < lines; ++i) {
    Draw(page, RandomLine(page, 0.05 * SideOf(page), random), strength);
  }
}

void AddZigzag(GrayImage& page, Random& random) {
  const int side = SideOf(page);
  Line line;
  line.x = random.Uniform(0.0, page.width());
  line.y = random.Uniform(0.0, page.height());
  line.angle = random.Chance(0.8) ? 0.2 * random.Normal() : random.Uniform(0.0, std::numbers::pi);
  line.half_width = 0.5 * random.Uniform(1.0, std::max(1.5, 0.06 * side));
  line.height = random.Uniform(0.02, 0.12) * side;
  line.period = random.Uniform(1.5, 6.0) * line.height;
  Draw(page, line, random.Uniform(120.0, 255.0));
}

}  // namespace inkdigit::training
