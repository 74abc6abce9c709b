#include "training/render/degrade.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>
#include <vector>

#include "training/render/coverage.h"
#include "training/render/jpeg_roundtrip.h"

namespace inkdigit::training {
namespace {

// How often each fault happens.
constexpr double kPixelatedChance = 0.12;
constexpr double kSharpenedChance = 0.6;
constexpr double kCutChance = 0.10;
constexpr double kTightChance = 0.12;
constexpr double kHollowChance = 0.03;
constexpr double kBreakChance = 0.10;
constexpr double kLineChance = 0.15;
constexpr double kDirtChance = 0.15;
constexpr double kFaintChance = 0.3;
constexpr double kBoardChance = 0.25;
constexpr double kLightChance = 0.4;
constexpr double kShadowChance = 0.12;
constexpr double kBlurChance = 0.35;
constexpr double kNoiseChance = 0.4;
constexpr double kJpegChance = 0.4;

std::uint8_t ToByte(double value) {
  return static_cast<std::uint8_t>(std::lround(std::clamp(value, 0.0, 255.0)));
}

void AddInk(GrayImage& coverage, int x, int y, double amount) {
  if (x < 0 || y < 0 || x >= coverage.width() || y >= coverage.height()) return;
  std::uint8_t& pixel = coverage.at(x, y);
  pixel = std::max(pixel, ToByte(amount));
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

// The outline only, as letterers draw.
GrayImage Hollow(const GrayImage& ink) {
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
      outline.at(x, y) = static_cast<std::uint8_t>(high - low);
    }
  }
  return outline;
}

struct Line {
  double x = 0.0;  // of one point on it
  double y = 0.0;
  double angle = 0.0;
  double half_width = 0.5;
  double dash = 0.0;  // length of dashes and of the gaps between them; 0: whole
};

// Calls visit(x, y, share) for the pixels that a line covers.
template <typename Visit>
void AlongLine(const GrayImage& page, const Line& line, Visit visit) {
  const double cosine = std::cos(line.angle);
  const double sine = std::sin(line.angle);
  for (int y = 0; y < page.height(); ++y) {
    for (int x = 0; x < page.width(); ++x) {
      const double across = (y - line.y) * cosine - (x - line.x) * sine;
      const double along = (x - line.x) * cosine + (y - line.y) * sine;
      const double share = std::clamp(line.half_width + 0.5 - std::abs(across), 0.0, 1.0);
      if (share <= 0.0) continue;
      if (line.dash > 0.0 && std::fmod(std::abs(along), 2.0 * line.dash) > line.dash) continue;
      visit(x, y, share);
    }
  }
}

Line RandomLine(const GrayImage& page, double widest, Random& random) {
  Line line;
  line.x = random.Uniform(0.0, page.width());
  line.y = random.Uniform(0.0, page.height());
  // Mostly level or upright, as rulings are.
  const double turn =
      std::numbers::pi * (random.Chance(0.7) ? 0.5 * random.Below(2) : random.Unit());
  line.angle = turn + 0.03 * random.Normal();
  line.half_width = 0.5 * random.Uniform(0.5, std::max(1.0, widest));
  if (random.Chance(0.25)) line.dash = random.Uniform(1.0, 4.0);
  return line;
}

// Thin gaps right through the strokes.
void Break(GrayImage& page, Random& random) {
  const int gaps = 1 + random.Below(3);
  const int side = std::max(page.width(), page.height());
  for (int i = 0; i < gaps; ++i) {
    const Line line = RandomLine(page, 0.04 * side, random);
    AlongLine(page, line, [&page](int x, int y, double share) {
      page.at(x, y) = ToByte(page.at(x, y) * (1.0 - share));
    });
  }
}

void AddLines(GrayImage& page, Random& random) {
  const int lines = 1 + random.Below(2);
  const int side = std::max(page.width(), page.height());
  const double strength = random.Uniform(60.0, 255.0);
  for (int i = 0; i < lines; ++i) {
    const Line line = RandomLine(page, 0.03 * side, random);
    AlongLine(page, line, [&page, strength](int x, int y, double share) {
      AddInk(page, x, y, strength * share);
    });
  }
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

// Coverage -> grey levels. `values` keeps fractions until the very end.
std::vector<double> Written(const GrayImage& page, Random& random) {
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
  std::vector<double> values;
  values.reserve(page.pixels().size());
  for (const std::uint8_t coverage : page.pixels()) {
    values.push_back(paper + (ink - paper) * coverage / 255.0);
  }
  return values;
}

// Light that falls off in one direction, and perhaps a shadow with a soft edge.
void Light(std::vector<double>& values, int width, int height, Random& random) {
  const bool falls = random.Chance(kLightChance);
  const bool shadow = random.Chance(kShadowChance);
  if (!falls && !shadow) return;
  const double strength = falls ? random.Uniform(0.05, 0.5) : 0.0;
  const double direction = random.Uniform(0.0, 2.0 * std::numbers::pi);
  const double shade = shadow ? random.Uniform(0.1, 0.45) : 0.0;
  const double shadow_direction = random.Uniform(0.0, 2.0 * std::numbers::pi);
  const double edge = random.Uniform(-0.3, 0.3);
  const double softness = random.Uniform(0.03, 0.2);
  std::size_t i = 0;
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x, ++i) {
      const double u = static_cast<double>(x) / width - 0.5;
      const double v = static_cast<double>(y) / height - 0.5;
      const double fall = 0.5 + u * std::cos(direction) + v * std::sin(direction);
      const double across = u * std::cos(shadow_direction) + v * std::sin(shadow_direction) - edge;
      values[i] *= 1.0 - strength * std::clamp(fall, 0.0, 1.0);
      values[i] *= 1.0 - shade * std::clamp(0.5 + across / softness, 0.0, 1.0);
    }
  }
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
  if (random.Chance(kHollowChance)) ink = Hollow(ink);
  if (random.Chance(kCutChance)) ink = CutOneSide(ink, random);
  GrayImage page = OnAPage(ink, random);
  if (random.Chance(kBreakChance)) Break(page, random);
  if (random.Chance(kLineChance)) AddLines(page, random);
  if (random.Chance(kDirtChance)) AddDirt(page, random);

  std::vector<double> values = Written(page, random);
  Light(values, page.width(), page.height(), random);
  if (random.Chance(kBlurChance)) {
    const int most = std::max(1, std::max(ink.width(), ink.height()) / 30);
    BoxBlur(values, page.width(), page.height(), 1 + random.Below(most));
  }
  if (random.Chance(kNoiseChance)) AddNoise(values, random);
  std::transform(values.begin(), values.end(), page.pixels().begin(), ToByte);
  if (random.Chance(kJpegChance)) return JpegRoundTrip(page, 20 + random.Below(70));
  return page;
}

}  // namespace inkdigit::training
