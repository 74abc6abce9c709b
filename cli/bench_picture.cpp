#include "cli/bench_picture.h"

#include <spng.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <new>

namespace inkdigit::cli {
namespace {

constexpr std::size_t kSide = 280;
constexpr double kPenRadius = 9.0;

struct Point {
  double x;
  double y;
};
constexpr std::array kStrokes = {Point{80, 70}, Point{200, 70}, Point{120, 215}};

double DistanceToLine(Point p, Point a, Point b) {
  const double dx = b.x - a.x;
  const double dy = b.y - a.y;
  const double along =
      std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / (dx * dx + dy * dy), 0.0, 1.0);
  return std::hypot(p.x - a.x - along * dx, p.y - a.y - along * dy);
}

std::uint8_t Paper(std::size_t x, std::size_t y) {
  const Point pixel{static_cast<double>(x), static_cast<double>(y)};
  double distance = DistanceToLine(pixel, kStrokes[0], kStrokes[1]);
  distance = std::min(distance, DistanceToLine(pixel, kStrokes[1], kStrokes[2]));
  return static_cast<std::uint8_t>(255.0 * std::clamp(distance - kPenRadius + 0.5, 0.0, 1.0));
}

}  // namespace

std::vector<std::byte> CanvasPng() {
  std::vector<std::uint8_t> rgba;
  rgba.reserve(kSide * kSide * 4);
  for (std::size_t y = 0; y < kSide; ++y) {
    for (std::size_t x = 0; x < kSide; ++x) {
      const std::uint8_t value = Paper(x, y);
      rgba.insert(rgba.end(), {value, value, value, 255});
    }
  }
  const std::unique_ptr<spng_ctx, void (*)(spng_ctx*)> encoder(spng_ctx_new(SPNG_CTX_ENCODER),
                                                               spng_ctx_free);
  if (!encoder) throw std::bad_alloc();
  spng_set_option(encoder.get(), SPNG_ENCODE_TO_BUFFER, 1);
  spng_ihdr header{};
  header.width = kSide;
  header.height = kSide;
  header.bit_depth = 8;
  header.color_type = SPNG_COLOR_TYPE_TRUECOLOR_ALPHA;
  spng_set_ihdr(encoder.get(), &header);
  // Only a lack of memory can stop it: the picture is always the same.
  if (spng_encode_image(encoder.get(), rgba.data(), rgba.size(), SPNG_FMT_PNG,
                        SPNG_ENCODE_FINALIZE) != 0) {
    throw std::bad_alloc();
  }
  std::size_t size = 0;
  int error = 0;
  const std::unique_ptr<void, void (*)(void*)> png(
      spng_get_png_buffer(encoder.get(), &size, &error), std::free);
  if (!png) throw std::bad_alloc();
  const auto* bytes = static_cast<const std::byte*>(png.get());
  return {bytes, bytes + size};
}

}  // namespace inkdigit::cli
