#include "training/render/canvas.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <vector>

namespace inkdigit::training {
namespace {

// A point of the pen's way and how wide the pen is there, both in pixels.
struct PenPoint {
  Point at;
  double radius = 0.0;
};

bool HasPoints(const Strokes& strokes) {
  return std::any_of(strokes.begin(), strokes.end(),
                     [](const Stroke& stroke) { return !stroke.empty(); });
}

// Catmull and Rom's curve through the points, cut into straight pieces.
Stroke SmoothStroke(const Stroke& stroke) {
  if (stroke.size() < 3) return stroke;
  constexpr int kPieces = 4;
  Stroke smooth;
  smooth.reserve(stroke.size() * kPieces);
  for (std::size_t i = 0; i + 1 < stroke.size(); ++i) {
    const Point& before = stroke[i == 0 ? 0 : i - 1];
    const Point& from = stroke[i];
    const Point& to = stroke[i + 1];
    const Point& after = stroke[std::min(i + 2, stroke.size() - 1)];
    for (int piece = 0; piece < kPieces; ++piece) {
      const double t = static_cast<double>(piece) / kPieces;
      const auto curve = [t](double a, double b, double c, double d) {
        return 0.5 * (2.0 * b + (c - a) * t + (2.0 * a - 5.0 * b + 4.0 * c - d) * t * t +
                      (3.0 * b - 3.0 * c + d - a) * t * t * t);
      };
      smooth.push_back(
          {curve(before.x, from.x, to.x, after.x), curve(before.y, from.y, to.y, after.y)});
    }
  }
  smooth.push_back(stroke.back());
  return smooth;
}

Strokes Bend(const Strokes& strokes, const CanvasOptions& options) {
  const double angle = options.rotation_degrees * std::numbers::pi / 180.0;
  const double cosine = std::cos(angle);
  const double sine = std::sin(angle);
  Strokes bent;
  for (const Stroke& stroke : strokes) {
    Stroke& out = bent.emplace_back(options.smooth ? SmoothStroke(stroke) : stroke);
    for (Point& point : out) {
      const double leaned = point.x - options.slant * point.y;
      point = {cosine * leaned - sine * point.y, sine * leaned + cosine * point.y};
    }
  }
  return bent;
}

// Pressure rises and falls in two slow waves along a stroke; 1 on average.
class Pressure {
 public:
  Pressure(double amount, std::uint64_t seed) : amount_(amount), random_(seed) { NextStroke(); }

  void NextStroke() {
    for (Wave& wave : waves_) {
      wave = {random_.Uniform(0.5, 2.5), random_.Uniform(0.0, 2.0 * std::numbers::pi)};
    }
  }
  // along: 0 at the stroke's start, 1 at its end.
  [[nodiscard]] double At(double along) const {
    double sum = 0.0;
    for (const Wave& wave : waves_) {
      sum += std::sin(wave.phase + 2.0 * std::numbers::pi * wave.frequency * along);
    }
    return 1.0 + amount_ * sum / static_cast<double>(waves_.size());
  }

 private:
  struct Wave {
    double frequency = 0.0;
    double phase = 0.0;
  };
  double amount_;
  Random random_;
  std::array<Wave, 2> waves_{};
};

// How far the middle of a pixel is from the segment, less the pen's radius there: negative inside
// the ink.
double DistanceToInk(double x, double y, const PenPoint& from, const PenPoint& to) {
  const double dx = to.at.x - from.at.x;
  const double dy = to.at.y - from.at.y;
  const double length2 = dx * dx + dy * dy;
  double t = 0.0;
  if (length2 > 0.0) {
    t = std::clamp(((x - from.at.x) * dx + (y - from.at.y) * dy) / length2, 0.0, 1.0);
  }
  const double radius = from.radius + t * (to.radius - from.radius);
  const double off_x = x - from.at.x - t * dx;
  const double off_y = y - from.at.y - t * dy;
  return std::sqrt(off_x * off_x + off_y * off_y) - radius;  // std::hypot takes three times as long
}

// coverage: [height][width], 0 to 1. Pieces of one drawing overlap, so the larger coverage stays.
void DrawSegment(const PenPoint& from, const PenPoint& to, int width, int height,
                 std::vector<float>& coverage) {
  const double reach = std::max(from.radius, to.radius) + 1.0;
  const int left = std::max(0, static_cast<int>(std::min(from.at.x, to.at.x) - reach));
  const int right = std::min(width - 1, static_cast<int>(std::max(from.at.x, to.at.x) + reach));
  const int top = std::max(0, static_cast<int>(std::min(from.at.y, to.at.y) - reach));
  const int bottom = std::min(height - 1, static_cast<int>(std::max(from.at.y, to.at.y) + reach));
  for (int y = top; y <= bottom; ++y) {
    float* row = coverage.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(width);
    for (int x = left; x <= right; ++x) {
      const double distance = DistanceToInk(x + 0.5, y + 0.5, from, to);
      const auto covered = static_cast<float>(std::clamp(0.5 - distance, 0.0, 1.0));
      row[x] = std::max(row[x], covered);
    }
  }
}

void DrawStroke(const std::vector<PenPoint>& pen, int width, int height,
                std::vector<float>& coverage) {
  if (pen.size() == 1) DrawSegment(pen[0], pen[0], width, height, coverage);
  for (std::size_t i = 0; i + 1 < pen.size(); ++i) {
    DrawSegment(pen[i], pen[i + 1], width, height, coverage);
  }
}

}  // namespace

GrayImage RenderStrokes(const Strokes& strokes, const CanvasOptions& options) {
  GrayImage canvas(options.width, options.height, options.paper);
  if (!HasPoints(strokes)) return canvas;
  const Strokes bent = Bend(strokes, options);
  const Extent extent = ExtentOf(bent);

  // The widest the pen gets still fits, so that the ink, pen included, takes up `size` and no more.
  const double ink_side = options.size * std::min(options.width, options.height);
  const double pen_width = options.pen * ink_side;
  const double widest = pen_width * (1.0 + options.pressure);
  const double points_side = std::max(extent.width(), extent.height());
  const double scale = points_side > 0.0 ? std::max(ink_side - widest, 0.0) / points_side : 0.0;
  const double half_width = 0.5 * (extent.width() * scale + widest);
  const double half_height = 0.5 * (extent.height() * scale + widest);
  const double middle_x =
      std::clamp(options.center_x * options.width, half_width, options.width - half_width);
  const double middle_y =
      std::clamp(options.center_y * options.height, half_height, options.height - half_height);

  std::vector<float> coverage(canvas.pixels().size(), 0.0F);
  Pressure pressure(options.pressure, options.seed);
  for (const Stroke& stroke : bent) {
    std::vector<PenPoint> pen;
    for (std::size_t i = 0; i < stroke.size(); ++i) {
      const double along = static_cast<double>(i) / static_cast<double>(stroke.size());
      pen.push_back({{middle_x + (stroke[i].x - extent.left - 0.5 * extent.width()) * scale,
                      middle_y + (stroke[i].y - extent.top - 0.5 * extent.height()) * scale},
                     0.5 * pen_width * pressure.At(along)});
    }
    DrawStroke(pen, options.width, options.height, coverage);
    pressure.NextStroke();
  }

  for (std::size_t i = 0; i < coverage.size(); ++i) {
    const double ink = coverage[i];
    canvas.pixels()[i] =
        static_cast<std::uint8_t>(std::lround(ink * options.ink + (1.0 - ink) * options.paper));
  }
  return canvas;
}

CanvasOptions RandomCanvas(Random& random) {
  CanvasOptions options;
  constexpr std::array<int, 4> kSides = {140, 200, 280, 400};
  options.width = kSides[static_cast<std::size_t>(random.Below(static_cast<int>(kSides.size())))];
  options.height = options.width;
  options.size = random.Uniform(0.3, 1.0);
  options.center_x = random.Unit();
  options.center_y = random.Unit();
  options.pen = random.Uniform(0.04, 0.20);
  options.slant = 0.08 * random.Normal();
  options.rotation_degrees = 4.0 * random.Normal();
  options.pressure = random.Chance(0.5) ? random.Uniform(0.0, 0.35) : 0.0;
  options.smooth = random.Chance(0.8);
  options.seed = random.Next();
  if (random.Chance(0.2)) {
    options.ink = 255;
    options.paper = 0;
  } else if (random.Chance(0.2)) {
    options.ink = static_cast<std::uint8_t>(random.Below(90));
    options.paper = static_cast<std::uint8_t>(180 + random.Below(76));
  }
  return options;
}

}  // namespace inkdigit::training
