#include "server/test_pictures.h"

#include <zlib.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <string_view>

namespace inkdigit {
namespace {

std::string BigEndian(std::uint32_t value) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(value >> shift & 0xFF);
  return bytes;
}

// Length, type, data, CRC of type and data.
std::string Chunk(std::string_view type, std::string_view data) {
  const std::string body = std::string(type) + std::string(data);
  const uLong crc = crc32_z(0, reinterpret_cast<const Bytef*>(body.data()), body.size());
  return BigEndian(static_cast<std::uint32_t>(data.size())) + body +
         BigEndian(static_cast<std::uint32_t>(crc));
}

std::string Png(int width, int height, const std::string& rows) {
  const std::string header = BigEndian(static_cast<std::uint32_t>(width)) +
                             BigEndian(static_cast<std::uint32_t>(height)) +
                             std::string("\x08\0\0\0\0", 5);  // 8 bits, grey, not interlaced
  std::string packed(compressBound(rows.size()), '\0');
  uLongf size = packed.size();
  compress(reinterpret_cast<Bytef*>(packed.data()), &size,
           reinterpret_cast<const Bytef*>(rows.data()), rows.size());
  packed.resize(size);
  return "\x89PNG\r\n\x1a\n" + Chunk("IHDR", header) + Chunk("IDAT", packed) + Chunk("IEND", "");
}

double DistanceToSegment(double x, double y, std::pair<double, double> a,
                         std::pair<double, double> b) {
  const double dx = b.first - a.first;
  const double dy = b.second - a.second;
  const double length2 = dx * dx + dy * dy;
  double t = length2 > 0 ? ((x - a.first) * dx + (y - a.second) * dy) / length2 : 0;
  t = std::clamp(t, 0.0, 1.0);
  return std::hypot(x - a.first - t * dx, y - a.second - t * dy);
}

}  // namespace

std::string EncodePng(const GrayImage& image) {
  std::string rows;
  for (int y = 0; y < image.height(); ++y) {
    rows += '\0';  // no filter
    rows.append(reinterpret_cast<const char*>(image.row(y)),
                static_cast<std::size_t>(image.width()));
  }
  return Png(image.width(), image.height(), rows);
}

std::string PngThatClaims(int width, int height) { return Png(width, height, "too few pixels"); }

GrayImage DrawStroke(int side, const std::vector<std::pair<double, double>>& points,
                     double radius) {
  GrayImage image(side, side, 255);
  for (int y = 0; y < side; ++y) {
    for (int x = 0; x < side; ++x) {
      double distance = side;
      for (std::size_t i = 0; i + 1 < points.size(); ++i) {
        distance =
            std::min(distance, DistanceToSegment(x + 0.5, y + 0.5, points[i], points[i + 1]));
      }
      const double ink = std::clamp(radius + 0.5 - distance, 0.0, 1.0);  // a soft edge
      image.at(x, y) = static_cast<std::uint8_t>(std::lround(255 * (1 - ink)));
    }
  }
  return image;
}

GrayImage DrawSeven() { return DrawStroke(280, {{85, 70}, {195, 68}, {170, 130}, {130, 215}}, 9); }

GrayImage DrawOne() { return DrawStroke(280, {{148, 60}, {138, 220}}, 9); }

GrayImage DrawZero() {
  std::vector<std::pair<double, double>> points;
  constexpr int kSteps = 48;
  for (int i = 0; i <= kSteps; ++i) {
    const double angle = 2 * std::numbers::pi * i / kSteps;
    points.emplace_back(140 + 52 * std::cos(angle), 140 + 76 * std::sin(angle));
  }
  return DrawStroke(280, points, 9);
}

}  // namespace inkdigit
