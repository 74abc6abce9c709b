#include "training/scenes/shot.h"

#include <algorithm>

#include "training/render/canvas.h"

namespace inkdigit::training {
namespace {

Photo MakePhoto(Random& random) {
  constexpr std::array<std::array<int, 2>, 4> kSizes = {
      {{640, 480}, {480, 640}, {500, 500}, {800, 600}}};
  const auto& size = kSizes[static_cast<std::size_t>(random.Below(kSizes.size()))];
  return {size[0], size[1], {255, 255, 255}};
}

}  // namespace

Color NearGray(double low, double high, double tint, Random& random) {
  const double gray = random.Uniform(low, high);
  Color color{};
  for (double& value : color) value = gray + random.Uniform(-tint, tint);
  return color;
}

Color PaperColor(Random& random) { return NearGray(205, 250, 5, random); }

Color PenColor(Random& random) {
  constexpr std::array<Color, 6> kPens = {
      {{20, 20, 25}, {30, 30, 120}, {25, 50, 160}, {150, 25, 30}, {20, 90, 40}, {60, 60, 65}}};
  return Pick(kPens, random);
}

Shot::Shot(const Strokes& digit, const Writing& writing, Random& chance)
    : random(chance), photo(MakePhoto(chance)) {
  CanvasOptions canvas;
  canvas.width = photo.width();
  canvas.height = photo.height();
  canvas.size = random.Uniform(writing.least_size, writing.most_size);
  // A number's pen is as wide as a digit's.
  const Extent extent = ExtentOf(digit);
  const double longer = std::max(1.0, extent.width() / std::max(extent.height(), 1e-9));
  canvas.pen = random.Uniform(writing.least_pen, writing.most_pen) / longer;
  canvas.center_x = random.Uniform(0.38, 0.62);
  canvas.center_y = random.Uniform(0.42, 0.58);
  canvas.slant = random.Uniform(-0.05, 0.2);
  canvas.rotation_degrees = random.Uniform(-6, 6);
  canvas.pressure = random.Uniform(0, 0.2);
  canvas.ink = 255;
  canvas.paper = 0;
  canvas.seed = random.Next();
  ink = RenderStrokes(digit, canvas);
  side = std::min(photo.width(), photo.height());
  reach = canvas.size * side / 2.0;
  pen = 2.0 * reach * canvas.pen;
  middle = {canvas.center_x * photo.width(), canvas.center_y * photo.height()};
}

void Shot::Ground(const Color& color) {
  photo.Paint(color, [](const Point&) { return 1.0; });
}

void Shot::Grain(const SmoothNoise& noise, double depth) {
  photo.Light([&](const Point& at) { return 1.0 + depth * noise.At(at); });
}

}  // namespace inkdigit::training
