// Whole numbers drawn for tests, from the strokes of scene_for_test.h.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>
#include <string>
#include <vector>

#include "core/scene_for_test.h"
#include "inkdigit/image.h"

namespace inkdigit {

struct NumberScene {
  std::string text = "407";  // '\n' begins a line, ' ' leaves a digit's height of paper
  double height = 60.0;      // of a digit, in pixels
  double gap = 0.3;          // between two digits' places, in heights
  double pen = 0.1;          // in heights
  double falls = 0.0;        // degrees by which the line falls to the right
};

namespace number_scene_internal {

inline double DistanceTo(ScenePoint p, ScenePoint a, ScenePoint b) {
  const double dx = b.x - a.x;
  const double dy = b.y - a.y;
  const double length = dx * dx + dy * dy;
  const double along =
      length > 0 ? std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / length, 0.0, 1.0) : 0.0;
  return std::hypot(p.x - a.x - along * dx, p.y - a.y - along * dy);
}

}  // namespace number_scene_internal

// Black strokes (0) on white paper (255).
inline void DrawStroke(GrayImage& picture, const std::vector<ScenePoint>& stroke, double radius) {
  for (std::size_t i = 0; i + 1 < stroke.size(); ++i) {
    const ScenePoint a = stroke[i];
    const ScenePoint b = stroke[i + 1];
    const int x_end = std::min(picture.width(), static_cast<int>(std::max(a.x, b.x) + radius) + 2);
    const int y_end = std::min(picture.height(), static_cast<int>(std::max(a.y, b.y) + radius) + 2);
    for (int y = std::max(0, static_cast<int>(std::min(a.y, b.y) - radius) - 1); y < y_end; ++y) {
      for (int x = std::max(0, static_cast<int>(std::min(a.x, b.x) - radius) - 1); x < x_end; ++x) {
        const double distance = number_scene_internal::DistanceTo({x + 0.5, y + 0.5}, a, b);
        const double covered = std::clamp(radius - distance + 0.5, 0.0, 1.0);
        const auto gray = static_cast<std::uint8_t>(std::lround(255.0 * (1.0 - covered)));
        picture.at(x, y) = std::min(picture.at(x, y), gray);
      }
    }
  }
}

inline GrayImage DrawNumber(const NumberScene& scene) {
  constexpr double kPlace = 0.7;  // a digit's width, in heights
  constexpr double kLine = 1.7;   // from line to line
  double longest = 0.0;
  double x = 0.0;
  double y = 0.0;
  struct Placed {
    int digit;
    double x, y;
  };
  std::vector<Placed> placed;
  for (const char c : scene.text) {
    if (c == '\n') {
      x = 0.0;
      y += kLine;
      continue;
    }
    if (c == ' ') {
      x += 1.0;
      continue;
    }
    placed.push_back({c - '0', x, y});
    longest = std::max(longest, x + kPlace);
    x += kPlace + scene.gap;
  }
  const double angle = scene.falls * std::numbers::pi / 180.0;
  const double middle_x = longest / 2;
  const double middle_y = (y + 1.0) / 2;
  const double half_width = middle_x * std::cos(angle) + middle_y * std::fabs(std::sin(angle)) + 1;
  const double half_height = middle_x * std::fabs(std::sin(angle)) + middle_y * std::cos(angle) + 1;
  GrayImage picture(static_cast<int>(2 * half_width * scene.height),
                    static_cast<int>(2 * half_height * scene.height), 255);
  for (const Placed& digit : placed) {
    for (std::vector<ScenePoint> stroke : SceneDigit(digit.digit)) {
      for (ScenePoint& point : stroke) {
        const double dx = digit.x + point.x - middle_x;
        const double dy = digit.y + point.y - middle_y;
        point.x = (dx * std::cos(angle) - dy * std::sin(angle) + half_width) * scene.height;
        point.y = (dx * std::sin(angle) + dy * std::cos(angle) + half_height) * scene.height;
      }
      DrawStroke(picture, stroke, scene.pen * scene.height / 2);
    }
  }
  return picture;
}

// Ink of a picture that has no other greys than its strokes'.
inline GrayImage InkOfDrawing(const GrayImage& picture) {
  GrayImage ink = picture;
  for (std::uint8_t& value : ink.pixels()) value = static_cast<std::uint8_t>(255 - value);
  return ink;
}

// A filled rectangle of full ink.
inline void FillBox(GrayImage& ink, const Box& box, std::uint8_t value = 255) {
  for (int y = box.y; y < box.y + box.height; ++y) {
    for (int x = box.x; x < box.x + box.width; ++x) ink.at(x, y) = value;
  }
}

}  // namespace inkdigit
