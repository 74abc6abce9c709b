// Draws digits on paper for tests: pens, light, shadows, noise and margins at will, the same for
// the same seed.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <numbers>
#include <random>
#include <vector>

#include "inkdigit/image.h"

namespace inkdigit {

struct ScenePoint {
  double x;
  double y;
};
using SceneStrokes = std::vector<std::vector<ScenePoint>>;

// From angle `from` to angle `to` (degrees, clockwise on the screen).
inline std::vector<ScenePoint> SceneArc(ScenePoint centre, double radius_x, double radius_y,
                                        double from, double to) {
  constexpr int kPieces = 32;
  std::vector<ScenePoint> points;
  for (int i = 0; i <= kPieces; ++i) {
    const double angle = (from + (to - from) * i / kPieces) * std::numbers::pi / 180.0;
    points.push_back(
        {centre.x + radius_x * std::cos(angle), centre.y + radius_y * std::sin(angle)});
  }
  return points;
}

// The strokes of a digit in a box 0.7 wide and 1 high. The 4 has two strokes that cross, the 5 a
// detached bar.
inline SceneStrokes SceneDigit(int digit) {
  const auto joined = [](std::vector<ScenePoint> first, const std::vector<ScenePoint>& second) {
    first.insert(first.end(), second.begin(), second.end());
    return first;
  };
  switch (digit) {
    case 0:
      return {SceneArc({0.35, 0.5}, 0.33, 0.5, -90, 270)};
    case 1:
      return {{{0.1, 0.25}, {0.4, 0}, {0.4, 1}}};
    case 2:
      return {joined(SceneArc({0.35, 0.3}, 0.32, 0.3, -170, 30), {{0.05, 1}, {0.68, 1}})};
    case 3:
      return {joined(SceneArc({0.3, 0.25}, 0.33, 0.25, -160, 90),
                     SceneArc({0.3, 0.73}, 0.36, 0.27, -90, 160))};
    case 4:
      return {{{0.4, 0}, {0.02, 0.65}, {0.68, 0.65}}, {{0.5, 0.35}, {0.48, 1}}};
    case 5:
      return {joined({{0.15, 0.15}, {0.1, 0.45}}, SceneArc({0.3, 0.68}, 0.36, 0.32, -120, 150)),
              {{0.27, 0}, {0.65, -0.02}}};
    case 6:
      return {joined(SceneArc({0.55, 0.55}, 0.5, 0.55, -100, -180),
                     SceneArc({0.35, 0.7}, 0.3, 0.3, 180, 540))};
    case 7:
      return {{{0, 0}, {0.68, 0}, {0.25, 1}}};
    case 8:
      return {joined(SceneArc({0.35, 0.25}, 0.25, 0.25, 90, 450),
                     SceneArc({0.35, 0.74}, 0.33, 0.25, -90, 270))};
    default:
      return {joined(SceneArc({0.35, 0.3}, 0.3, 0.3, 0, 360), {{0.62, 0.4}, {0.55, 1}})};
  }
}

struct Scene {
  int digit = 3;
  int width = 300;
  int height = 400;
  double centre_x = 0.5;  // of the width
  double centre_y = 0.5;  // of the height
  double size = 0.5;      // the digit's height, of the picture's shorter side
  double pen = 0.08;      // the stroke's width, of the digit's height
  double ink = 0.85;      // share of the paper's brightness that a stroke takes, or of its darkness
                          // that chalk takes
  double uneven_ink = 0;  // share by which the stroke grows fainter in places
  bool chalk = false;
  double grain = 0;  // standard deviation of the noise, in grey levels
  int blur = 0;      // passes of a 3x3 mean
  unsigned seed = 1;
  // Grey of the empty paper at (x, y) in 0..1 of the picture.
  std::function<double(double, double)> paper = [](double, double) { return 255.0; };
};

inline GrayImage DrawScene(const Scene& scene) {
  const auto count = static_cast<std::size_t>(scene.width) * static_cast<std::size_t>(scene.height);
  const auto index = [&](int x, int y) {
    return static_cast<std::size_t>(y) * static_cast<std::size_t>(scene.width) +
           static_cast<std::size_t>(x);
  };
  const double scale = scene.size * std::min(scene.width, scene.height);
  const double left = scene.centre_x * scene.width - 0.35 * scale;
  const double top = scene.centre_y * scene.height - 0.5 * scale;
  const double radius = scene.pen * scale / 2;

  std::vector<double> coverage(count, 0.0);
  for (const std::vector<ScenePoint>& stroke : SceneDigit(scene.digit)) {
    for (std::size_t i = 0; i + 1 < stroke.size(); ++i) {
      const double ax = left + stroke[i].x * scale;
      const double ay = top + stroke[i].y * scale;
      const double dx = (stroke[i + 1].x - stroke[i].x) * scale;
      const double dy = (stroke[i + 1].y - stroke[i].y) * scale;
      const double length = dx * dx + dy * dy;
      const double reach = radius + 1;
      const int x_end = std::min(scene.width, static_cast<int>(std::max(ax, ax + dx) + reach) + 1);
      const int y_end = std::min(scene.height, static_cast<int>(std::max(ay, ay + dy) + reach) + 1);
      for (int y = std::max(0, static_cast<int>(std::min(ay, ay + dy) - reach)); y < y_end; ++y) {
        for (int x = std::max(0, static_cast<int>(std::min(ax, ax + dx) - reach)); x < x_end; ++x) {
          const double px = x + 0.5 - ax;
          const double py = y + 0.5 - ay;
          const double along =
              length > 0 ? std::clamp((px * dx + py * dy) / length, 0.0, 1.0) : 0.0;
          const double distance = std::hypot(px - along * dx, py - along * dy);
          const double pressure =
              1 - scene.uneven_ink * (0.5 + 0.5 * std::sin((ay + along * dy - top) / scale * 9));
          double& covered = coverage[index(x, y)];
          covered = std::max(covered, pressure * std::clamp(radius - distance + 0.5, 0.0, 1.0));
        }
      }
    }
  }

  std::vector<double> gray(count);
  for (int y = 0; y < scene.height; ++y) {
    for (int x = 0; x < scene.width; ++x) {
      const double paper = scene.paper((x + 0.5) / scene.width, (y + 0.5) / scene.height);
      const double covered = scene.ink * coverage[index(x, y)];
      gray[index(x, y)] = scene.chalk ? paper + (255.0 - paper) * covered : paper * (1.0 - covered);
    }
  }
  for (int pass = 0; pass < scene.blur; ++pass) {
    const std::vector<double> sharp = gray;
    for (int y = 1; y + 1 < scene.height; ++y) {
      for (int x = 1; x + 1 < scene.width; ++x) {
        double sum = 0;
        for (int v = y - 1; v <= y + 1; ++v) {
          for (int u = x - 1; u <= x + 1; ++u) sum += sharp[index(u, v)];
        }
        gray[index(x, y)] = sum / 9;
      }
    }
  }
  std::mt19937 random(scene.seed);
  std::normal_distribution<double> noise(0.0, 1.0);
  GrayImage image(scene.width, scene.height);
  for (std::size_t i = 0; i < count; ++i) {
    const double value = gray[i] + (scene.grain > 0 ? scene.grain * noise(random) : 0.0);
    image.pixels()[i] = static_cast<std::uint8_t>(std::clamp(std::lround(value), 0L, 255L));
  }
  return image;
}

}  // namespace inkdigit
