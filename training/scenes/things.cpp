#include "training/scenes/things.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

#include "training/scenes/shapes.h"

namespace inkdigit::training {

void Lines(Shot& shot, bool squared, const std::function<double(const Point&)>& where) {
  constexpr std::array<Color, 3> kInks = {{{150, 170, 210}, {170, 170, 180}, {120, 140, 190}}};
  const Color color = Pick(kInks, shot.random);
  const double spacing = shot.Uniform(0.05, 0.11) * shot.side;
  const double tilt = shot.Uniform(-0.03, 0.03);
  const double offset = shot.Uniform(0, spacing);
  const double width = shot.Uniform(0.8, 1.6);
  const double strength = shot.Uniform(0.4, 1.0);
  const auto cover = [&](double across) {
    const double place = (across - offset) / spacing;
    return Cover(std::fabs(place - std::round(place)) * spacing - width / 2);
  };
  shot.photo.Paint(color, [&](const Point& at) {
    double line = cover(at.y + tilt * at.x);
    if (squared) line = std::max(line, cover(at.x - tilt * at.y));
    return strength * line * (where ? where(at) : 1.0);
  });
}

void MaybeLines(Shot& shot, double chance, const std::function<double(const Point&)>& where) {
  if (shot.random.Chance(chance)) Lines(shot, shot.random.Chance(0.5), where);
}

void Sheet(Shot& shot, const Quadrilateral& corners, const Color& color, double shadow,
           double reach) {
  Quadrilateral below = corners;
  for (Point& corner : below) corner = {corner.x + reach, corner.y + 1.2 * reach};
  shot.photo.Paint({0, 0, 0}, [&](const Point& at) {
    return shadow * Cover(DistanceToQuadrilateral(at, below), 1.0 + 2.0 * reach);
  });
  shot.photo.Paint(
      color, [&](const Point& at) { return Cover(DistanceToQuadrilateral(at, corners), 2.0); });
}

// As somebody lays it down: no side parallel to another.
Quadrilateral LargeSheet(Shot& shot) {
  const auto inset = [&shot] { return shot.Uniform(0.05, 0.22); };
  const double left = inset();
  const double top = inset();
  const double right = 1.0 - inset();
  const double bottom = 1.0 - inset();
  const auto corner = [&shot](double x, double y) {
    return Point{(x + shot.Uniform(-0.04, 0.04)) * shot.photo.width(),
                 (y + shot.Uniform(-0.04, 0.04)) * shot.photo.height()};
  };
  return {corner(left, top), corner(right, top), corner(right, bottom), corner(left, bottom)};
}

Quadrilateral SmallNote(Shot& shot) {
  const double half = shot.reach * shot.Uniform(1.25, 2.0);
  const double turn = shot.Uniform(-0.2, 0.2);
  Quadrilateral corners;
  constexpr std::array<Point, 4> kSquare = {{{-1, -1}, {1, -1}, {1, 1}, {-1, 1}}};
  for (std::size_t i = 0; i < corners.size(); ++i) {
    const double x = half * kSquare[i].x;
    const double y = half * kSquare[i].y;
    corners[i] = {shot.middle.x + x * std::cos(turn) - y * std::sin(turn),
                  shot.middle.y + x * std::sin(turn) + y * std::cos(turn)};
  }
  return corners;
}

// From the sides and from below, where hands come from.
void Fingers(Shot& shot) {
  const int count = 1 + shot.random.Below(2);
  for (int i = 0; i < count; ++i) {
    const Color skin = {205, 160, 135};
    const double shade = shot.Uniform(0.5, 1.05);
    const double radius = shot.Uniform(0.06, 0.1) * shot.side;
    const int from = shot.random.Below(3);
    const double place = shot.Uniform(0.2, 0.8);
    const double depth = shot.Uniform(0.02, 0.1);
    Point tip;
    Point root;
    if (from == 2) {
      tip = {place * shot.photo.width(), (1.0 - depth) * shot.photo.height()};
      root = {tip.x + shot.Uniform(-0.2, 0.2) * shot.side, shot.photo.height() + shot.side};
    } else {
      const double outside = from == 0 ? -shot.side : shot.photo.width() + shot.side;
      tip = {(from == 0 ? depth : 1.0 - depth) * shot.photo.width(), place * shot.photo.height()};
      root = {outside, tip.y + shot.Uniform(-0.3, 0.3) * shot.side};
    }
    shot.photo.Paint({skin[0] * shade, skin[1] * shade, skin[2] * shade}, [&](const Point& at) {
      return Cover(DistanceToStroke(at, tip, root, 2 * radius), 2.0);
    });
  }
}

void Underline(Shot& shot) {
  const Color color = PenColor(shot.random);
  const int lines = shot.random.Chance(0.25) ? 2 : 1;
  double y = shot.middle.y + shot.reach * shot.Uniform(1.2, 1.7);
  for (int i = 0; i < lines; ++i) {
    const Point from = {shot.middle.x - shot.reach * shot.Uniform(0.6, 1.4), y};
    const Point to = {shot.middle.x + shot.reach * shot.Uniform(0.6, 1.4),
                      y + shot.reach * shot.Uniform(-0.12, 0.12)};
    shot.photo.Paint(
        color, [&](const Point& at) { return Cover(DistanceToStroke(at, from, to, shot.pen)); });
    y += 0.4 * shot.reach + shot.pen;
  }
}

void Circle(Shot& shot) {
  const double radius = shot.reach * shot.Uniform(1.35, 1.8);
  const double width = shot.pen * shot.Uniform(0.6, 1.0);
  shot.photo.Paint(PenColor(shot.random), [&](const Point& at) {
    return Cover(DistanceToRing(at, shot.middle, radius, width));
  });
}

void Frame(Shot& shot) {
  const double half = shot.reach * shot.Uniform(1.2, 1.8);
  const double width = std::max(2.0, shot.pen * shot.Uniform(0.15, 0.6));
  shot.photo.Paint(PenColor(shot.random), [&](const Point& at) {
    const double outside =
        std::max(std::fabs(at.x - shot.middle.x), std::fabs(at.y - shot.middle.y)) - half;
    return Cover(std::fabs(outside) - width / 2);
  });
}

void PunchHoles(Shot& shot) {
  const int holes = 2 + shot.random.Below(3);
  const Color color = NearGray(20, 110, 12, shot.random);
  const double radius = shot.Uniform(0.02, 0.035) * shot.side;
  const double x = shot.Uniform(0.04, 0.1) * shot.photo.width();
  for (int i = 0; i < holes; ++i) {
    const Point middle = {x + shot.Uniform(-2, 2), shot.photo.height() * (i + 0.5) / holes};
    shot.photo.Paint(color,
                     [&](const Point& at) { return Cover(DistanceToDisc(at, middle, radius)); });
  }
}

void Spiral(Shot& shot) {
  const bool at_top = shot.random.Chance(0.6);
  const int rings = 10 + shot.random.Below(14);
  const double radius = shot.Uniform(0.01, 0.018) * shot.side;
  const Color hole = NearGray(20, 90, 8, shot.random);
  const Color wire = NearGray(40, 130, 5, shot.random);
  const double inset = 0.06 * shot.side;
  for (int i = 0; i < rings; ++i) {
    const double along = (i + 0.5) / rings;
    const Point middle = at_top ? Point{along * shot.photo.width(), inset}
                                : Point{inset, along * shot.photo.height()};
    const Point outside = at_top ? Point{middle.x - radius, -5.0} : Point{-5.0, middle.y - radius};
    shot.photo.Paint(hole,
                     [&](const Point& at) { return Cover(DistanceToDisc(at, middle, radius)); });
    shot.photo.Paint(wire, [&](const Point& at) {
      return Cover(DistanceToStroke(at, middle, outside, 0.8 * radius));
    });
  }
}

void Stain(Shot& shot) {
  const Point middle = {
      (shot.random.Chance(0.5) ? shot.Uniform(-0.05, 0.15) : shot.Uniform(0.85, 1.05)) *
          shot.photo.width(),
      shot.Uniform(0.1, 0.9) * shot.photo.height()};
  const double radius = shot.Uniform(0.15, 0.3) * shot.side;
  const double width = shot.Uniform(4, 14);
  const double depth = shot.Uniform(0.15, 0.4);
  shot.photo.Paint({120, 80, 40}, [&](const Point& at) {
    return depth * Cover(DistanceToRing(at, middle, radius, width), 2.0);
  });
}

void PenBeside(Shot& shot) {
  constexpr std::array<Color, 4> kPens = {
      {{30, 30, 35}, {40, 60, 160}, {200, 170, 60}, {150, 30, 30}}};
  const Color color = Pick(kPens, shot.random);
  const double side = shot.random.Chance(0.5) ? 1.0 : -1.0;
  const double width = shot.Uniform(0.025, 0.045) * shot.side;
  const Point tip = {shot.middle.x + side * (shot.reach + shot.Uniform(0.08, 0.2) * shot.side),
                     shot.Uniform(0.2, 0.7) * shot.photo.height()};
  const Point end = {tip.x + side * shot.Uniform(-0.1, 0.4) * shot.side, 1.2 * shot.photo.height()};
  const double shadow = shot.Uniform(0.1, 0.35);
  shot.photo.Paint({0, 0, 0}, [&](const Point& at) {
    const Point lit = {at.x - 0.3 * width, at.y - 0.3 * width};
    return shadow * Cover(DistanceToStroke(lit, tip, end, width), 0.5 * width);
  });
  shot.photo.Paint(
      color, [&](const Point& at) { return Cover(DistanceToStroke(at, tip, end, width), 1.5); });
}

}  // namespace inkdigit::training
