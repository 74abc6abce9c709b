#include "training/render/not_digits.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <numbers>

#include "training/render/coverage.h"

namespace inkdigit::training {
namespace {

constexpr double kTurn = 2.0 * std::numbers::pi;

Stroke Polygon(int corners, double phase, double jitter, Random& random) {
  Stroke stroke;
  for (int i = 0; i < corners; ++i) {
    const double angle = phase + kTurn * i / corners;
    stroke.push_back(
        {std::cos(angle) + jitter * random.Normal(), std::sin(angle) + jitter * random.Normal()});
  }
  stroke.push_back(stroke.front());
  return stroke;
}

Strokes Triangle(Random& random) { return {Polygon(3, -0.25 * kTurn, 0.12, random)}; }

Strokes Rectangle(Random& random) {
  const double width = random.Uniform(0.7, 1.8);
  return {{{0, 0}, {width, 0}, {width, 1}, {0, 1}, {0, 0}}};
}

Strokes Pentagram(Random& random) {
  const Stroke corners = Polygon(5, -0.25 * kTurn, 0.06, random);
  return {{corners[0], corners[2], corners[4], corners[1], corners[3], corners[0]}};
}

Strokes StarOutline(Random& random) {
  Stroke stroke;
  for (int i = 0; i <= 10; ++i) {
    const double radius = i % 2 == 0 ? 1.0 : random.Uniform(0.35, 0.5);
    const double angle = kTurn * (i % 10) / 10.0 - 0.25 * kTurn;
    stroke.push_back({radius * std::cos(angle), radius * std::sin(angle)});
  }
  return {stroke};
}

// To the left, right, up or down; a slanting one would be a flagged 1.
Strokes Arrow(Random& random) {
  const double head = random.Uniform(0.25, 0.45);
  Strokes arrow = {{{0, 0}, {1.2, 0}}, {{1.2 - head, -head}, {1.2, 0}, {1.2 - head, head}}};
  const int quarter_turns = random.Below(4);
  for (Stroke& stroke : arrow) {
    for (Point& point : stroke) {
      for (int i = 0; i < quarter_turns; ++i) point = {-point.y, point.x};
    }
  }
  return arrow;
}

Strokes Tick(Random& random) {
  return {{{0, random.Uniform(0.4, 0.6)}, {random.Uniform(0.3, 0.45), 1.0}, {1.2, -0.1}}};
}

Strokes Cross(Random& random) {
  if (random.Chance(0.5)) return {{{0, 0}, {1, 1}}, {{1, 0}, {0, 1}}};
  return {{{0.5, 0}, {0.5, 1}}, {{0, 0.5}, {1, 0.5}}};
}

Strokes Grid(Random& random) {
  const int lines = 2 + random.Below(2);
  Strokes strokes;
  for (int i = 0; i < lines; ++i) {
    const double at = (i + 0.5) / lines;
    strokes.push_back({{0, at}, {1, at}});
    strokes.push_back({{at, 0}, {at, 1}});
  }
  return strokes;
}

Strokes Zigzag(Random& random) {
  const int corners = 5 + random.Below(4);
  const double height = random.Uniform(0.2, 0.8);
  Stroke stroke;
  for (int i = 0; i < corners; ++i) {
    stroke.push_back({static_cast<double>(i) / (corners - 1), i % 2 == 0 ? 0.0 : height});
  }
  return {stroke};
}

Strokes Wave(Random& random) {
  const double waves = random.Uniform(1.5, 3.5);
  const double height = random.Uniform(0.08, 0.25);
  Stroke stroke;
  for (int i = 0; i <= 40; ++i) {
    const double x = i / 40.0;
    stroke.push_back({x, height * std::sin(kTurn * waves * x)});
  }
  return {stroke};
}

// At least two and a half turns: fewer would look like a 6 or a 9.
Strokes Spiral(Random& random) {
  const double turns = random.Uniform(2.5, 4.5);
  const double direction = random.Chance(0.5) ? 1.0 : -1.0;
  const double phase = random.Uniform(0.0, kTurn);
  Stroke stroke;
  for (int i = 0; i <= 100; ++i) {
    const double t = i / 100.0;
    const double angle = phase + direction * kTurn * turns * t;
    stroke.push_back({t * std::cos(angle), t * std::sin(angle)});
  }
  return {stroke};
}

Strokes Heart(Random& random) {
  const double stretch = random.Uniform(0.8, 1.2);
  Stroke stroke;
  for (int i = 0; i <= 60; ++i) {
    const double t = kTurn * i / 60.0;
    stroke.push_back({16.0 * std::pow(std::sin(t), 3.0),
                      -stretch * (13.0 * std::cos(t) - 5.0 * std::cos(2.0 * t) -
                                  2.0 * std::cos(3.0 * t) - std::cos(4.0 * t))});
  }
  return {stroke};
}

Strokes House(Random& random) {
  const double roof = random.Uniform(0.3, 0.6);
  return {{{0, 1}, {0, 0}, {1, 0}, {1, 1}, {0, 1}}, {{0, 0}, {0.5, -roof}, {1, 0}}};
}

Strokes LevelLines(Random& random) {
  const int lines = 1 + random.Below(3);
  Strokes strokes;
  for (int i = 0; i < lines; ++i) {
    const double y = 0.35 * i;
    strokes.push_back({{0, y}, {1, y + 0.05 * random.Normal()}});
  }
  return strokes;
}

Strokes UprightLines(Random& random) {
  const int lines = 2 + random.Below(3);
  const double gap = random.Uniform(0.3, 0.5);
  Strokes strokes;
  for (int i = 0; i < lines; ++i) {
    strokes.push_back({{gap * i, 0}, {gap * i + 0.05 * random.Normal(), 1}});
  }
  return strokes;
}

Strokes CrossedBox(Random& random) {
  Strokes strokes = Rectangle(random);
  const double width = strokes[0][1].x;
  strokes.push_back({{0, 0}, {width, 1}});
  strokes.push_back({{width, 0}, {0, 1}});
  return strokes;
}

// A face: a circle that holds things is no 0.
Strokes Face(Random& random) {
  Strokes strokes = {Polygon(24, 0.0, 0.0, random)};
  strokes.push_back({{-0.35, -0.35}, {-0.35, -0.15}});
  strokes.push_back({{0.35, -0.35}, {0.35, -0.15}});
  Stroke mouth;
  for (int i = 0; i <= 10; ++i) {
    const double x = -0.5 + 0.1 * i;
    mouth.push_back({x, 0.55 - x * x});
  }
  strokes.push_back(mouth);
  return strokes;
}

constexpr std::array kShapes = {Triangle, Rectangle,  Pentagram,    StarOutline, Arrow,  Tick,
                                Cross,    Grid,       Zigzag,       Wave,        Spiral, Heart,
                                House,    LevelLines, UprightLines, CrossedBox,  Face};

}  // namespace

Strokes Scribble(Random& random) {
  Strokes strokes;
  const int count = 1 + random.Below(2);
  for (int i = 0; i < count; ++i) {
    Stroke stroke;
    Point pen = {random.Unit(), random.Unit()};
    const int points = 9 + random.Below(14);
    for (int j = 0; j < points; ++j) {
      stroke.push_back(pen);
      // Far from the last point, so that it is no smooth digit-like bow.
      Point next = {random.Unit(), random.Unit()};
      while (std::hypot(next.x - pen.x, next.y - pen.y) < 0.35)
        next = {random.Unit(), random.Unit()};
      pen = next;
    }
    strokes.push_back(stroke);
  }
  return strokes;
}

Strokes Shape(Random& random) {
  Strokes shape =
      kShapes[static_cast<std::size_t>(random.Below(static_cast<int>(kShapes.size())))](random);
  return shape;
}

GrayImage Texture(Random& random) {
  constexpr int kSide = 100;
  constexpr double kMiddle = 0.5 * kSide;
  GrayImage image(kSide, kSide, 255);
  const int grain = 4 + random.Below(22);
  const double threshold = random.Uniform(0.45, 0.7);
  const double radius = random.Uniform(20.0, 48.0);
  const bool speckles = random.Chance(0.3);
  const std::vector<double> noise = SmoothNoise(kSide, grain, random);
  std::size_t pixel = 0;
  for (int y = 0; y < kSide; ++y) {
    for (int x = 0; x < kSide; ++x, ++pixel) {
      if (std::hypot(x - kMiddle, y - kMiddle) > radius) continue;
      const double value = speckles ? random.Unit() : noise[pixel];
      image.at(x, y) = value > threshold ? 0 : 255;
    }
  }
  return image;
}

GrayImage MergeSideBySide(const std::vector<GrayView>& digits, Random& random) {
  constexpr int kMargin = 6;
  std::vector<Box> boxes;
  int width = 0;
  int height = 0;
  for (const GrayView& digit : digits) {
    boxes.push_back(InkBox(digit));
    width += boxes.back().width + 2;
    height = std::max(height, boxes.back().height);
  }
  GrayImage image(width + 2 * kMargin, height + 2 * kMargin);
  int left = kMargin;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const int top = kMargin + random.Below(height - boxes[i].height + 1);
    for (int y = 0; y < boxes[i].height; ++y) {
      const std::uint8_t* from = digits[i].row(boxes[i].y + y) + boxes[i].x;
      for (int x = 0; x < boxes[i].width; ++x) {
        std::uint8_t& to = image.at(left + x, top + y);
        to = std::max(to, from[x]);
      }
    }
    left += std::max(1, boxes[i].width - 1 + random.Below(4));
  }
  return image;
}

GrayImage CutPart(GrayView digit, int label, Random& random) {
  constexpr int kMargin = 4;
  const Box ink = InkBox(digit);
  if (ink.empty()) return {};
  const int height = std::max(2, static_cast<int>(ink.height * random.Uniform(0.3, 0.42)));
  const Box upper = {ink.x, ink.y, ink.width, height};
  const Box lower = {ink.x, ink.y + ink.height - height, ink.width, height};
  const bool first = random.Chance(0.5);
  switch (label) {
    case 0:  // an arch or a cup
      return ink.width < ink.height / 2 ? GrayImage() : Crop(digit, first ? upper : lower, kMargin);
    case 2:  // the foot
    case 3:  // the lower bow
      return Crop(digit, lower, kMargin);
    case 4:  // the two tips
      return Crop(digit, upper, kMargin);
    case 5:  // the hook, the bow
      return Crop(digit, first ? upper : lower, kMargin);
    case 8: {  // the left half, like an epsilon
      const Box left = {ink.x, ink.y, std::max(2, ink.width * 2 / 5), ink.height};
      return ink.width < ink.height / 2 ? GrayImage() : Crop(digit, left, kMargin);
    }
    default:
      return {};
  }
}

}  // namespace inkdigit::training
