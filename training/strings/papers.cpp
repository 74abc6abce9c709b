#include "training/strings/papers.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>  // jpeglib.h needs FILE
#include <cstdlib>
#include <numbers>

#include <jpeglib.h>

namespace inkdigit::training {
namespace {

using Color = std::array<double, 3>;  // 0 to 255

constexpr double kMostNoise = 6.0;   // deviation, in levels of 255
constexpr double kMostTilt = 0.035;  // of printed lines: two degrees

Color Mix(const Color& from, const Color& to, double share) {
  Color mixed{};
  for (std::size_t c = 0; c < mixed.size(); ++c) mixed[c] = from[c] + (to[c] - from[c]) * share;
  return mixed;
}

// How much of a printed line, `width` pixels wide, covers a pixel whose middle is `distance` away.
double LineCover(double distance, double width) {
  return std::clamp(width / 2.0 + 0.5 - std::fabs(distance), 0.0, 1.0);
}

// Lines at every `spacing` pixels along one axis.
struct Ruling {
  double spacing = 1.0;
  double offset = 0.0;
  double tilt = 0.0;
  double width = 1.0;

  // `across` to the lines, `along` them.
  [[nodiscard]] double Cover(double across, double along) const {
    const double place = (across + tilt * along - offset) / spacing;
    return LineCover((place - std::round(place)) * spacing, width);
  }
};

// Everything about one sheet, drawn once.
struct Sheet {
  Color paper{255, 255, 255};
  Color pen{0, 0, 0};
  double coverage = 1.0;  // of a full stroke
  Color line{0, 0, 0};
  double line_strength = 0.0;
  bool squared = false;
  Ruling level;
  Ruling upright;
  // Light: 1 in the brightest place, falling along a direction, less beyond a soft edge.
  double light_angle = 0.0;
  double light_fall = 0.0;
  double shadow_depth = 0.0;
  double shadow_place = 0.0;  // -0.5 to 0.5 of the picture's diagonal
  double shadow_angle = 0.0;
  double shadow_softness = 0.1;
  double noise = 0.0;
};

Sheet DrawSheet(Paper paper, double height, Random& random) {
  Sheet sheet;
  if (paper == Paper::kClear) return sheet;
  const double white = random.Uniform(215.0, 255.0);
  sheet.paper = {white, white, white * random.Uniform(0.93, 1.0)};
  const double black = random.Uniform(10.0, 80.0);
  sheet.pen = {black, black, black + random.Uniform(0.0, 90.0)};  // black to blue ink
  sheet.coverage = random.Uniform(0.8, 1.0);
  sheet.noise = random.Uniform(1.0, kMostNoise);
  sheet.light_angle = random.Uniform(0.0, 2.0 * std::numbers::pi);
  sheet.light_fall = random.Uniform(0.0, 0.1);

  const double tilt = random.Uniform(-kMostTilt, kMostTilt);
  const auto ruling = [&](double spacing, double turned) {
    return Ruling{spacing, random.Uniform(0.0, spacing), turned,
                  std::max(1.0, height * random.Uniform(0.01, 0.04))};
  };
  switch (paper) {
    case Paper::kRuled:
    case Paper::kSquared: {
      const double level = random.Uniform(150.0, 205.0);
      sheet.line = {level * random.Uniform(0.7, 1.0), level, std::min(255.0, level * 1.15)};
      sheet.line_strength = 1.0;
      sheet.squared = paper == Paper::kSquared;
      const double spacing =
          height * (sheet.squared ? random.Uniform(0.3, 0.6) : random.Uniform(1.1, 1.8));
      sheet.level = ruling(std::max(6.0, spacing), tilt);
      sheet.upright = ruling(std::max(6.0, spacing), -tilt);
      break;
    }
    case Paper::kShadowed:
      sheet.light_fall = random.Uniform(0.1, 0.5);
      sheet.shadow_depth = random.Uniform(0.25, 0.6);
      sheet.shadow_place = random.Uniform(-0.3, 0.3);
      sheet.shadow_angle = random.Uniform(0.0, 2.0 * std::numbers::pi);
      sheet.shadow_softness = random.Uniform(0.03, 0.2);
      break;
    case Paper::kColoured:
      for (double& value : sheet.paper) value = random.Uniform(140.0, 255.0);
      for (double& value : sheet.pen) value = random.Uniform(0.0, 90.0);
      break;
    case Paper::kDark:
      sheet.paper = {random.Uniform(15.0, 50.0), random.Uniform(25.0, 75.0),
                     random.Uniform(20.0, 60.0)};
      sheet.pen = {random.Uniform(190.0, 255.0), random.Uniform(190.0, 255.0),
                   random.Uniform(160.0, 255.0)};
      break;
    case Paper::kClear:
      break;
  }
  return sheet;
}

// 0 to 1; x and y from the middle of the picture, in its diagonal.
double Light(const Sheet& sheet, double x, double y) {
  const double fall =
      0.5 + x * std::cos(sheet.light_angle) + y * std::sin(sheet.light_angle);  // 0 to 1
  const double beyond =
      (x * std::cos(sheet.shadow_angle) + y * std::sin(sheet.shadow_angle) - sheet.shadow_place) /
      sheet.shadow_softness;
  const double shadow = 1.0 / (1.0 + std::exp(-4.0 * beyond));
  return (1.0 - sheet.light_fall * fall) * (1.0 - sheet.shadow_depth * shadow);
}

}  // namespace

std::string_view PaperName(Paper paper) noexcept {
  constexpr std::array<std::string_view, kPapers> kNames = {"clear",    "ruled",    "squared",
                                                            "shadowed", "coloured", "dark"};
  return kNames.at(static_cast<std::size_t>(paper));
}

ColorImage PutOnPaper(const GrayImage& ink, Paper paper, double height, Random& random) {
  const Sheet sheet = DrawSheet(paper, height, random);
  const double diagonal = std::hypot(ink.width(), ink.height());
  ColorImage picture{ink.width(), ink.height(), {}};
  picture.samples.reserve(ink.pixels().size() * 3);
  for (int y = 0; y < ink.height(); ++y) {
    for (int x = 0; x < ink.width(); ++x) {
      double line = 0.0;
      if (sheet.line_strength > 0.0) {
        line = sheet.level.Cover(y, x);
        if (sheet.squared) line = std::max(line, sheet.upright.Cover(x, y));
      }
      const Color lined = Mix(sheet.paper, sheet.line, line * sheet.line_strength);
      const Color written = Mix(lined, sheet.pen, ink.at(x, y) / 255.0 * sheet.coverage);
      const double light =
          Light(sheet, (x - ink.width() / 2.0) / diagonal, (y - ink.height() / 2.0) / diagonal);
      const double noise = sheet.noise > 0.0 ? sheet.noise * random.Normal() : 0.0;
      for (const double value : written) {
        picture.samples.push_back(
            static_cast<std::uint8_t>(std::lround(std::clamp(value * light + noise, 0.0, 255.0))));
      }
    }
  }
  if (paper != Paper::kClear) return picture;
  // Nothing but ink: exactly its complement.
  for (std::size_t i = 0; i < ink.pixels().size(); ++i) {
    for (std::size_t c = 0; c < 3; ++c) {
      picture.samples[3 * i + c] = static_cast<std::uint8_t>(255 - ink.pixels()[i]);
    }
  }
  return picture;
}

std::vector<std::byte> EncodeJpeg(const ColorImage& image, int quality) {
  jpeg_compress_struct info{};
  jpeg_error_mgr errors{};
  info.err = jpeg_std_error(&errors);
  jpeg_create_compress(&info);
  unsigned char* out = nullptr;
  unsigned long out_size = 0;
  jpeg_mem_dest(&info, &out, &out_size);
  info.image_width = static_cast<JDIMENSION>(image.width);
  info.image_height = static_cast<JDIMENSION>(image.height);
  info.input_components = 3;
  info.in_color_space = JCS_RGB;
  jpeg_set_defaults(&info);
  jpeg_set_quality(&info, quality, TRUE);
  jpeg_start_compress(&info, TRUE);
  while (info.next_scanline < info.image_height) {
    // libjpeg only reads through this pointer.
    JSAMPROW row = const_cast<JSAMPROW>(image.samples.data()) +
                   std::size_t{info.next_scanline} * 3 * static_cast<std::size_t>(image.width);
    jpeg_write_scanlines(&info, &row, 1);
  }
  jpeg_finish_compress(&info);
  jpeg_destroy_compress(&info);
  const auto* first = reinterpret_cast<const std::byte*>(out);
  std::vector<std::byte> bytes(first, first + out_size);
  std::free(out);
  return bytes;
}

}  // namespace inkdigit::training
