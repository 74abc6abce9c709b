#include "training/render/degrade.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "training/render/coverage.h"
#include "training/render/jpeg_roundtrip.h"
#include "training/render/page_light.h"
#include "training/render/page_lines.h"

namespace inkdigit::training {
namespace {

// How often each fault happens.
constexpr double kPixelatedChance = 0.12;
constexpr double kSharpenedChance = 0.6;
constexpr double kCutChance = 0.10;
constexpr double kTightChance = 0.12;
constexpr double kHollowChance = 0.06;
constexpr double kBreakChance = 0.10;
constexpr double kLineChance = 0.17;
constexpr double kZigzagChance = 0.08;
constexpr double kDirtChance = 0.15;
constexpr double kSaltChance = 0.06;
constexpr double kMottledChance = 0.06;
constexpr double kFaintChance = 0.3;
constexpr double kBoardChance = 0.25;
constexpr double kLightChance = 0.4;
constexpr double kShadowChance = 0.12;
constexpr double kCloudChance = 0.06;
constexpr double kBlurChance = 0.35;
constexpr double kNoiseChance = 0.4;
constexpr double kJpegChance = 0.4;

std::uint8_t ToByte(double value) {
  return static_cast<std::uint8_t>(std::lround(std::clamp(value, 0.0, 255.0)));
}

// The ink, so high as somebody may have sent it, with a pixel of margin.
GrayImage AtSomeSize(GrayView coverage, Random& random) {
  constexpr double kLowest = 10.0;  // pixels
  constexpr double kHighest = 110.0;
  const Box box = InkBox(coverage);
  const GrayImage ink = Crop(coverage, box, 1);
  const double side = kLowest * std::pow(kHighest / kLowest, random.Unit());
  const double scale = side / std::max(box.width, box.height);
  if (scale > 2.0 && random.Chance(kPixelatedChance)) {
    // Pixels as squares: a small drawing that a program enlarged.
    const int factor = std::max(2, static_cast<int>(scale));
    GrayImage large(ink.width() * factor, ink.height() * factor);
    for (int y = 0; y < large.height(); ++y) {
      for (int x = 0; x < large.width(); ++x) large.at(x, y) = ink.at(x / factor, y / factor);
    }
    return large;
  }
  const auto scaled = [scale](int size) {
    return std::max(3, static_cast<int>(std::lround(size * scale)));
  };
  if (scale > 1.5 && random.Chance(kSharpenedChance)) {
    const GrayImage smooth = SmoothUpscale(ink, static_cast<int>(std::ceil(scale)));
    return Resized(smooth.view(), scaled(ink.width()), scaled(ink.height()));
  }
  return Resized(ink.view(), scaled(ink.width()), scaled(ink.height()));
}

// A crop that took off a little of one side.
GrayImage CutOneSide(const GrayImage& ink, Random& random) {
  const bool across = random.Chance(0.5);
  const bool first = random.Chance(0.5);
  const int length = across ? ink.width() : ink.height();
  const int cut = 1 + static_cast<int>(random.Uniform(0.01, 0.07) * length);
  if (length - cut < 3) return ink;
  Box kept = {0, 0, ink.width(), ink.height()};
  (across ? kept.width : kept.height) -= cut;
  if (first) (across ? kept.x : kept.y) += cut;
  return Crop(ink.view(), kept, 0);
}

GrayImage OnAPage(const GrayImage& ink, Random& random) {
  const int side = std::max(ink.width(), ink.height());
  const bool tight = random.Chance(kTightChance);
  const auto margin = [&] {
    return tight ? 1 + random.Below(3) : 2 + static_cast<int>(random.Uniform(0.02, 0.6) * side);
  };
  const int left = margin();
  const int top = margin();
  GrayImage page(ink.width() + left + margin(), ink.height() + top + margin());
  for (int y = 0; y < ink.height(); ++y) {
    std::copy_n(ink.row(y), ink.width(), page.row(top + y) + left);
  }
  return page;
}

// The outline only, as letterers draw: a stroke along the edge, or the edge's own pixels.
GrayImage Hollow(const GrayImage& ink, Random& random) {
  const bool fine = random.Chance(0.5);
  const GrayImage framed = WithMargin(ink, 1);
  GrayImage outline(framed.width(), framed.height());
  for (int y = 1; y + 1 < framed.height(); ++y) {
    for (int x = 1; x + 1 < framed.width(); ++x) {
      int low = 255;
      int high = 0;
      for (int dy = -1; dy <= 1; ++dy) {
        for (int dx = -1; dx <= 1; ++dx) {
          const int value = framed.at(x + dx, y + dy);
          low = std::min(low, value);
          high = std::max(high, value);
        }
      }
      const bool is_edge = framed.at(x, y) >= 128 && low < 128;
      outline.at(x, y) = fine ? ToByte(is_edge ? 255.0 : 0.0) : ToByte(high - low);
    }
  }
  return outline;
}

// Side of the squares that faults of single pixels come in: a small picture may have been enlarged.
int GrainOf(const GrayImage& page, Random& random) {
  return 1 + random.Below(1 + std::max(page.width(), page.height()) / 25);
}

// Calls change(box) for the squares of `grain` pixels that the page falls into.
template <typename Change>
void ForEachSquare(GrayImage& page, int grain, Change change) {
  for (int top = 0; top < page.height(); top += grain) {
    for (int left = 0; left < page.width(); left += grain) {
      const int bottom = std::min(page.height(), top + grain);
      const int right = std::min(page.width(), left + grain);
      change(Box{left, top, right - left, bottom - top});
    }
  }
}

// Salt and pepper: squares of full ink and of none.
void AddSalt(GrayImage& page, Random& random) {
  const double share = random.Uniform(0.01, 0.2);
  ForEachSquare(page, GrainOf(page, random), [&](const Box& square) {
    if (!random.Chance(share)) return;
    const std::uint8_t value = random.Chance(0.5) ? 255 : 0;
    for (int y = 0; y < square.height; ++y) {
      std::fill_n(page.row(square.y + y) + square.x, square.width, value);
    }
  });
}

// Ink that took unevenly: chalk, a dry pen, few photons.
void Mottle(GrayImage& page, Random& random) {
  const double depth = random.Uniform(0.3, 1.0);
  ForEachSquare(page, GrainOf(page, random), [&](const Box& square) {
    const double share = 1.0 - depth * random.Unit();
    for (int y = square.y; y < square.y + square.height; ++y) {
      for (int x = square.x; x < square.x + square.width; ++x) {
        page.at(x, y) = ToByte(page.at(x, y) * share);
      }
    }
  });
}

void AddDirt(GrayImage& page, Random& random) {
  const int specks = 1 + random.Below(12);
  const int largest = 1 + std::max(page.width(), page.height()) / 25;
  for (int i = 0; i < specks; ++i) {
    const int x = random.Below(page.width());
    const int y = random.Below(page.height());
    const int size = 1 + random.Below(largest);
    const double strength = random.Uniform(80.0, 255.0);
    for (int dy = 0; dy < size; ++dy) {
      for (int dx = 0; dx < size; ++dx) AddInk(page, x + dx, y + dy, strength);
    }
  }
}

// Coverage -> grey levels.
PageLevels Written(const GrayImage& page, Random& random) {
  double paper = 255.0;
  double ink = 0.0;
  if (random.Chance(kFaintChance)) {
    paper = random.Uniform(150.0, 255.0);
    ink = paper - random.Uniform(40.0, paper - 10.0);
  } else if (random.Chance(0.5)) {
    paper = random.Uniform(190.0, 255.0);
    ink = random.Uniform(0.0, 80.0);
  }
  if (random.Chance(kBoardChance)) {
    paper = 255.0 - paper;
    ink = 255.0 - ink;
  }
  PageLevels levels{{}, page.width(), page.height()};
  levels.values.reserve(page.pixels().size());
  for (const std::uint8_t coverage : page.pixels()) {
    levels.values.push_back(paper + (ink - paper) * coverage / 255.0);
  }
  if (random.Chance(kLightChance)) LetLightFallOff(levels, random);
  if (random.Chance(kShadowChance)) CastShadow(levels, random);
  if (random.Chance(kCloudChance)) AddClouds(levels, std::abs(paper - ink), random);
  return levels;
}

void BoxBlur(std::vector<double>& values, int width, int height, int radius) {
  const auto pass = [radius](std::vector<double>& data, int lines, int length,
                             std::size_t line_step, std::size_t step) {
    std::vector<double> line(static_cast<std::size_t>(length));
    for (int l = 0; l < lines; ++l) {
      double* begin = data.data() + static_cast<std::size_t>(l) * line_step;
      for (int i = 0; i < length; ++i)
        line[static_cast<std::size_t>(i)] = begin[static_cast<std::size_t>(i) * step];
      for (int i = 0; i < length; ++i) {
        double sum = 0.0;
        for (int d = -radius; d <= radius; ++d) {
          sum += line[static_cast<std::size_t>(std::clamp(i + d, 0, length - 1))];
        }
        begin[static_cast<std::size_t>(i) * step] = sum / (2 * radius + 1);
      }
    }
  };
  const auto row = static_cast<std::size_t>(width);
  pass(values, height, width, row, 1);
  pass(values, width, height, 1, row);
}

void AddNoise(std::vector<double>& values, Random& random) {
  const double deviation = random.Uniform(1.0, 14.0);
  for (double& value : values) value += deviation * random.Normal();
}

}  // namespace

GrayImage Degrade(GrayView coverage, Random& random) {
  if (InkBox(coverage).empty()) return {};
  GrayImage ink = AtSomeSize(coverage, random);
  if (random.Chance(kHollowChance)) ink = Hollow(ink, random);
  if (random.Chance(kCutChance)) ink = CutOneSide(ink, random);
  GrayImage page = OnAPage(ink, random);
  if (random.Chance(kMottledChance)) Mottle(page, random);
  if (random.Chance(kBreakChance)) BreakStrokes(page, random);
  if (random.Chance(kLineChance)) AddLines(page, random);
  if (random.Chance(kZigzagChance)) AddZigzag(page, random);
  if (random.Chance(kDirtChance)) AddDirt(page, random);
  if (random.Chance(kSaltChance)) AddSalt(page, random);

  std::vector<double> values = Written(page, random).values;
  if (random.Chance(kBlurChance)) {
    const int most = std::max(1, std::max(ink.width(), ink.height()) / 30);
    BoxBlur(values, page.width(), page.height(), 1 + random.Below(most));
  }
  if (random.Chance(kNoiseChance)) AddNoise(values, random);
  std::transform(values.begin(), values.end(), page.pixels().begin(), ToByte);
  if (random.Chance(kJpegChance)) return JpegRoundTrip(page, 20 + random.Below(70));
  return page;
}

GrayImage InStrips(GrayView coverage, Random& random) {
  if (InkBox(coverage).empty()) return {};
  const GrayImage ink = AtSomeSize(coverage, random);
  const GrayImage page = WithMargin(ink, 1 + random.Below(1 + ink.height() / 6));
  PageLevels levels{{}, page.width(), page.height()};
  levels.values.assign(page.pixels().begin(), page.pixels().end());
  InvertStrips(levels, random);
  GrayImage picture(page.width(), page.height());
  std::transform(levels.values.begin(), levels.values.end(), picture.pixels().begin(), ToByte);
  return picture;
}

}  // namespace inkdigit::training
