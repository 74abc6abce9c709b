#include "training/figures/variants.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "inkdigit/decode.h"
#include "training/render/coverage.h"

namespace inkdigit::training {
namespace {

constexpr double kSmallest = 0.3;
constexpr int kScaledSide = 140;

// Puts `part` of `from` on black paper, with its upper left corner at (left, top).
GrayImage Placed(GrayView from, Box part, int side, int left, int top) {
  GrayImage canvas(side, side);
  for (int y = 0; y < part.height; ++y) {
    std::copy_n(from.row(part.y + y) + part.x, part.width, canvas.row(top + y) + left);
  }
  return canvas;
}

GrayImage Shifted(GrayView coverage, Random& random) {
  const Box ink = InkBox(coverage);
  const int side = 3 * std::max(coverage.width, coverage.height);
  return Placed(coverage, ink, side, random.Below(side - ink.width + 1),
                random.Below(side - ink.height + 1));
}

GrayImage Scaled(GrayView coverage, Random& random) {
  const Box ink = InkBox(coverage);
  if (ink.empty()) return GrayImage(kScaledSide, kScaledSide);
  const double scale =
      random.Uniform(kSmallest, 1.0) * kScaledSide / std::max(ink.width, ink.height);
  const auto scaled = [scale](int length) {
    return std::clamp(static_cast<int>(std::lround(length * scale)), 1, kScaledSide);
  };
  const GrayImage digit =
      Resized(Crop(coverage, ink, 0).view(), scaled(ink.width), scaled(ink.height));
  return Placed(digit.view(), {0, 0, digit.width(), digit.height()}, kScaledSide,
                (kScaledSide - digit.width()) / 2, (kScaledSide - digit.height()) / 2);
}

GrayImage Inverted(GrayView coverage) {
  GrayImage image(coverage.width, coverage.height);
  for (int y = 0; y < coverage.height; ++y) {
    std::transform(coverage.row(y), coverage.row(y) + coverage.width, image.row(y),
                   [](std::uint8_t pixel) { return static_cast<std::uint8_t>(255 - pixel); });
  }
  return image;
}

Colour RandomColour(Random& random) {
  const auto channel = [&random] { return static_cast<std::uint8_t>(random.Below(256)); };
  return {channel(), channel(), channel()};
}

Colour Mixed(Colour ink, Colour paper, std::uint8_t coverage) {
  const auto mix = [coverage](std::uint8_t a, std::uint8_t b) {
    return static_cast<std::uint8_t>((a * coverage + b * (255 - coverage) + 127) / 255);
  };
  return {mix(ink.red, paper.red), mix(ink.green, paper.green), mix(ink.blue, paper.blue)};
}

}  // namespace

std::string_view VariantName(Variant variant) noexcept {
  switch (variant) {
    case Variant::kShifted:
      return "shifted";
    case Variant::kScaled:
      return "scaled";
    case Variant::kInverted:
      return "inverted";
    case Variant::kColoured:
      return "coloured";
  }
  return "";
}

double Luma(Colour colour) noexcept {
  return 0.299 * colour.red + 0.587 * colour.green + 0.114 * colour.blue;
}

Result<GrayImage> OnColouredPaper(GrayView coverage, Random& random) {
  constexpr double kLeastContrast = 64.0;
  Colour ink = RandomColour(random);
  Colour paper = RandomColour(random);
  while (std::abs(Luma(ink) - Luma(paper)) < kLeastContrast) {
    ink = RandomColour(random);
    paper = RandomColour(random);
  }
  ColourImage page(coverage.width, coverage.height);
  for (int y = 0; y < coverage.height; ++y) {
    for (int x = 0; x < coverage.width; ++x) page.at(x, y) = Mixed(ink, paper, coverage.row(y)[x]);
  }
  Result<DecodedImage> decoded = DecodeImage(EncodePng(page));
  if (!decoded.ok()) return decoded.error();
  return std::move(decoded).value().gray;
}

Result<GrayImage> VaryBitmap(GrayView coverage, Variant variant, Random& random) {
  switch (variant) {
    case Variant::kShifted:
      return Shifted(coverage, random);
    case Variant::kScaled:
      return Scaled(coverage, random);
    case Variant::kInverted:
      return Inverted(coverage);
    case Variant::kColoured:
      return OnColouredPaper(coverage, random);
  }
  return GrayImage();
}

Result<GrayImage> VaryDrawing(const Strokes& strokes, CanvasOptions canvas, Variant variant,
                              Random& random) {
  switch (variant) {
    case Variant::kShifted:
      canvas.center_x = random.Unit();
      canvas.center_y = random.Unit();
      break;
    case Variant::kScaled:
      canvas.size = random.Uniform(kSmallest, 1.0);
      break;
    case Variant::kInverted:
      std::swap(canvas.ink, canvas.paper);
      break;
    case Variant::kColoured:
      canvas.ink = 255;
      canvas.paper = 0;
      return OnColouredPaper(RenderStrokes(strokes, canvas).view(), random);
  }
  return RenderStrokes(strokes, canvas);
}

}  // namespace inkdigit::training
