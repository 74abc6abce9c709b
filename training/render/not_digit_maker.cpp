#include "training/render/not_digit_maker.h"

#include <algorithm>
#include <array>

#include "training/render/canvas.h"
#include "training/render/coverage.h"
#include "training/render/not_digits.h"

namespace inkdigit::training {
namespace {

char32_t PickCharacter(std::u32string_view characters, Random& random) {
  return characters[static_cast<std::size_t>(random.Below(static_cast<int>(characters.size())))];
}

template <typename T>
const T& Pick(const std::vector<const T*>& list, Random& random) {
  return *list[static_cast<std::size_t>(random.Below(static_cast<int>(list.size())))];
}

// A canvas as people use it, but always light ink on black.
CanvasOptions CoverageCanvas(Random& random) {
  CanvasOptions canvas = RandomCanvas(random);
  canvas.ink = 255;
  canvas.paper = 0;
  return canvas;
}

std::optional<GrayImage> Letter(const NotDigitMaterial& material, Random& random) {
  constexpr std::array kHeights = {28, 64, 96};
  constexpr double kDistorted = 0.5;
  const Font& font = Pick(material.fonts, random);
  constexpr double kForeign = 0.35;
  const int height = kHeights[static_cast<std::size_t>(random.Below(kHeights.size()))];
  std::optional<GrayImage> image;
  if (random.Chance(kForeign)) {
    image = font.Render(PickCharacter(kForeignNotDigits, random), height, height / 2);
  }
  if (!image) image = font.Render(PickCharacter(kNotDigitCharacters, random), height, height / 2);
  if (image && random.Chance(kDistorted)) image = Distorted(image->view(), random);
  return image;
}

// Scales `digit` to height 1 and puts it with its left edge at `left`; returns its right edge.
double AppendBeside(const Strokes& digit, double left, Strokes& number) {
  double min_x = 1e9;
  double min_y = 1e9;
  double max_x = -1e9;
  double max_y = -1e9;
  for (const Stroke& stroke : digit) {
    for (const Point& point : stroke) {
      min_x = std::min(min_x, point.x);
      max_x = std::max(max_x, point.x);
      min_y = std::min(min_y, point.y);
      max_y = std::max(max_y, point.y);
    }
  }
  const double scale = 1.0 / std::max({max_y - min_y, max_x - min_x, 1.0});
  for (const Stroke& stroke : digit) {
    Stroke& moved = number.emplace_back(stroke);
    for (Point& point : moved) {
      point = {left + (point.x - min_x) * scale, (point.y - min_y) * scale};
    }
  }
  return left + (max_x - min_x) * scale;
}

// Half from pixels, half from strokes side by side.
GrayImage Merged(const NotDigitMaterial& material, Random& random) {
  const int count = random.Chance(0.75) ? 2 : 3;
  if (random.Chance(0.5)) {
    std::vector<GrayView> digits;
    digits.reserve(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) {
      digits.push_back(Pick(material.bitmaps, random).image.view());
    }
    return MergeSideBySide(digits, random);
  }
  Strokes number;
  double left = 0.0;
  for (int i = 0; i < count; ++i) {
    const Strokes& digit = Pick(material.drawings, random).strokes;
    left = AppendBeside(digit, left + random.Uniform(-0.05, 0.25), number);
  }
  return RenderStrokes(number, CoverageCanvas(random));
}

GrayImage DrawnScribble(Random& random) {
  const Strokes strokes = Scribble(random);
  CanvasOptions canvas = CoverageCanvas(random);
  canvas.smooth = random.Chance(0.7);
  // A scribble with a broad pen is a blot, of which there are enough.
  canvas.pen = random.Uniform(0.02, 0.08);
  return RenderStrokes(strokes, canvas);
}

GrayImage DrawnShape(Random& random) {
  const Strokes strokes = Shape(random);
  CanvasOptions canvas = CoverageCanvas(random);
  canvas.smooth = false;
  return RenderStrokes(strokes, canvas);
}

GrayImage InvertedTexture(Random& random) {
  GrayImage image = Texture(random);
  for (std::uint8_t& pixel : image.pixels()) pixel = static_cast<std::uint8_t>(255 - pixel);
  return image;
}

}  // namespace

std::string_view NotDigitKindName(NotDigitKind kind) noexcept {
  constexpr std::array<std::string_view, kNotDigitKinds> kNames = {
      "letters", "merged", "parts", "scribbles", "shapes", "textures"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::optional<GrayImage> MakeNotDigit(NotDigitKind kind, const NotDigitMaterial& material,
                                      Random& random) {
  switch (kind) {
    case NotDigitKind::kLetters:
      return Letter(material, random);
    case NotDigitKind::kMerged:
      return Merged(material, random);
    case NotDigitKind::kParts: {
      const LabelledImage& digit = Pick(material.bitmaps, random);
      GrayImage part = CutPart(digit.image.view(), digit.label, random);
      if (part.empty()) return std::nullopt;
      return part;
    }
    case NotDigitKind::kScribbles:
      return DrawnScribble(random);
    case NotDigitKind::kShapes:
      return DrawnShape(random);
    case NotDigitKind::kTextures:
      return InvertedTexture(random);
  }
  return std::nullopt;
}

}  // namespace inkdigit::training
