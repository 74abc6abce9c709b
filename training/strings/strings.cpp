#include "training/strings/strings.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>

namespace inkdigit::training {
namespace {

constexpr double kMnistBox = 20.0;   // pixels
constexpr double kStandsOff = 0.04;  // from the common line, of the height, as a deviation
constexpr double kLeastMargin = 0.3;
constexpr double kMostMargin = 1.2;  // of the height

struct Placed {
  GrayImage ink;  // cropped
  std::uint8_t label = 0;
  int left = 0;
  int top = 0;
};

GrayImage CropToInk(const GrayImage& image) {
  int left = image.width();
  int right = -1;
  int top = image.height();
  int bottom = -1;
  for (int y = 0; y < image.height(); ++y) {
    for (int x = 0; x < image.width(); ++x) {
      if (image.at(x, y) == 0) continue;
      left = std::min(left, x);
      right = std::max(right, x);
      top = std::min(top, y);
      bottom = y;
    }
  }
  if (right < left) return {};
  GrayImage cropped(right - left + 1, bottom - top + 1);
  for (int y = 0; y < cropped.height(); ++y) {
    std::copy_n(image.row(top + y) + left, cropped.width(), cropped.row(y));
  }
  return cropped;
}

// The value at (x, y), pixel centres at whole coordinates; paper beyond the picture.
double Bilinear(const GrayImage& image, double x, double y) {
  const int left = static_cast<int>(std::floor(x));
  const int top = static_cast<int>(std::floor(y));
  const double u = x - left;
  const double v = y - top;
  const auto at = [&](int column, int row) {
    const bool inside = column >= 0 && row >= 0 && column < image.width() && row < image.height();
    return inside ? static_cast<double>(image.at(column, row)) : 0.0;
  };
  return (1 - v) * ((1 - u) * at(left, top) + u * at(left + 1, top)) +
         v * ((1 - u) * at(left, top + 1) + u * at(left + 1, top + 1));
}

// Smaller: the mean of 3x3 samples of each pixel; larger: between the pixels.
GrayImage Scale(const GrayImage& image, double scale) {
  constexpr int kSamples = 3;
  GrayImage scaled(std::max(1, static_cast<int>(std::lround(image.width() * scale))),
                   std::max(1, static_cast<int>(std::lround(image.height() * scale))));
  for (int y = 0; y < scaled.height(); ++y) {
    for (int x = 0; x < scaled.width(); ++x) {
      double sum = 0.0;
      for (int v = 0; v < kSamples; ++v) {
        for (int u = 0; u < kSamples; ++u) {
          sum += Bilinear(image, (x + (u + 0.5) / kSamples) / scale - 0.5,
                          (y + (v + 0.5) / kSamples) / scale - 0.5);
        }
      }
      scaled.at(x, y) = static_cast<std::uint8_t>(std::lround(sum / (kSamples * kSamples)));
    }
  }
  return CropToInk(scaled);
}

Placed DrawDigit(std::span<const LabelledImage> digits, double scale, Random& random) {
  Placed placed;
  while (placed.ink.empty()) {
    const LabelledImage& digit =
        digits[static_cast<std::size_t>(random.Below(static_cast<int>(digits.size())))];
    placed.ink = Scale(CropToInk(digit.image), scale);
    placed.label = digit.label;
  }
  return placed;
}

double GapBetween(const Placed& left, const Placed& right, Spacing spacing, Random& random) {
  const double width = (left.ink.width() + right.ink.width()) / 2.0;
  switch (spacing) {
    case Spacing::kWide:
      return width * random.Uniform(0.2, 0.6);
    case Spacing::kNarrow:
      return width * random.Uniform(0.02, 0.1);
    default:
      return -width * random.Uniform(0.0, 0.15);
  }
}

// Keeps the stronger of what is there and what comes.
void Paint(GrayImage& image, int x, int y, std::uint8_t value) {
  if (x < 0 || y < 0 || x >= image.width() || y >= image.height()) return;
  image.at(x, y) = std::max(image.at(x, y), value);
}

void PaintBar(GrayImage& image, Box bar, std::uint8_t value) {
  for (int y = bar.y; y < bar.y + bar.height; ++y) {
    for (int x = bar.x; x < bar.x + bar.width; ++x) Paint(image, x, y, value);
  }
}

// Four bars.
void PaintBox(GrayImage& image, Box box, int line, std::uint8_t value) {
  PaintBar(image, {box.x, box.y, box.width, line}, value);
  PaintBar(image, {box.x, box.y + box.height - line, box.width, line}, value);
  PaintBar(image, {box.x, box.y, line, box.height}, value);
  PaintBar(image, {box.x + box.width - line, box.y, line, box.height}, value);
}

// A form's printed lines: `count` cells, of which the first is given.
void PaintForm(GrayImage& image, Spacing spacing, int count, Box cell, Random& random) {
  const int line = std::max(1, static_cast<int>(cell.width * random.Uniform(0.015, 0.05)));
  const auto strength = static_cast<std::uint8_t>(160 + random.Below(96));
  if (spacing == Spacing::kComb) {
    const int tick = static_cast<int>(cell.height * random.Uniform(0.2, 0.4));
    const int bottom = cell.y + cell.height;
    for (int i = 0; i <= count; ++i) {
      PaintBar(image, {cell.x + i * cell.width, bottom - tick, line, tick}, strength);
    }
    PaintBar(image, {cell.x, bottom, cell.width * count + line, line}, strength);
    return;
  }
  // Side by side, or one box with partitions.
  const int gap = random.Chance(0.4) ? std::max(2, cell.width / 8) : -line;
  for (int i = 0; i < count; ++i) {
    PaintBox(image, {cell.x + i * cell.width, cell.y, cell.width - gap, cell.height}, line,
             strength);
  }
}

GrayImage Turn(const GrayImage& image, double degrees) {
  const double angle = degrees * std::numbers::pi / 180.0;
  const double cosine = std::cos(angle);
  const double sine = std::sin(angle);
  const int width = static_cast<int>(
      std::ceil(image.width() * std::fabs(cosine) + image.height() * std::fabs(sine)));
  const int height = static_cast<int>(
      std::ceil(image.width() * std::fabs(sine) + image.height() * std::fabs(cosine)));
  GrayImage turned(width, height);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const double dx = x - (width - 1) / 2.0;
      const double dy = y - (height - 1) / 2.0;
      turned.at(x, y) = static_cast<std::uint8_t>(
          std::lround(Bilinear(image, cosine * dx + sine * dy + (image.width() - 1) / 2.0,
                               -sine * dx + cosine * dy + (image.height() - 1) / 2.0)));
    }
  }
  return turned;
}

}  // namespace

DigitString ComposeString(std::span<const LabelledImage> digits, const StringOptions& options,
                          Random& random) {
  const int count =
      options.fewest_digits + random.Below(options.most_digits - options.fewest_digits + 1);
  DigitString string;
  string.height = random.Uniform(options.least_height, options.most_height);

  std::vector<Placed> placed;
  for (int i = 0; i < count; ++i) {
    const double variation =
        random.Uniform(1.0 - options.height_variation, 1.0 + options.height_variation);
    placed.push_back(DrawDigit(digits, string.height / kMnistBox * variation, random));
  }
  const bool in_form = options.spacing == Spacing::kCells || options.spacing == Spacing::kComb;
  const int pitch = static_cast<int>(string.height * random.Uniform(1.5, 1.9));
  double right = 0.0;
  for (std::size_t i = 0; i < placed.size(); ++i) {
    Placed& digit = placed[i];
    if (in_form) {
      const double room = pitch * 0.85 - digit.ink.width();
      digit.left = static_cast<int>(static_cast<double>(i) * pitch + pitch * 0.05 +
                                    std::max(0.0, room) * random.Uniform(0.2, 0.8));
    } else if (i > 0) {
      digit.left = static_cast<int>(
          std::lround(right + GapBetween(placed[i - 1], digit, options.spacing, random)));
    }
    right = digit.left + digit.ink.width();
    digit.top = static_cast<int>(
        std::lround(kStandsOff * string.height * random.Normal() - digit.ink.height()));
  }

  int top = 0;
  int bottom = 0;
  for (const Placed& digit : placed) {
    top = std::min(top, digit.top);
    bottom = std::max(bottom, digit.top + digit.ink.height());
  }
  const auto margin = [&] {
    return 1 + static_cast<int>(string.height * random.Uniform(kLeastMargin, kMostMargin));
  };
  const int margin_left = margin();
  const int margin_top = margin();
  const int width = in_form ? pitch * count : static_cast<int>(right);
  string.ink = GrayImage(margin_left + width + margin(), margin_top + bottom - top + margin());
  for (Placed& digit : placed) {
    const Box box = {margin_left + digit.left, margin_top + digit.top - top, digit.ink.width(),
                     digit.ink.height()};
    for (int y = 0; y < box.height; ++y) {
      for (int x = 0; x < box.width; ++x) {
        Paint(string.ink, box.x + x, box.y + y, digit.ink.at(x, y));
      }
    }
    string.boxes.push_back(box);
    string.label += static_cast<char>('0' + digit.label);
  }
  if (in_form) {
    const int room = 2 + static_cast<int>(string.height * random.Uniform(0.08, 0.2));
    PaintForm(string.ink, options.spacing, count,
              {margin_left, margin_top - room, pitch, bottom - top + 2 * room}, random);
  }
  if (options.skew_degrees != 0.0) string.ink = Turn(string.ink, options.skew_degrees);
  return string;
}

}  // namespace inkdigit::training
