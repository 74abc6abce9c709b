#include "training/scenes/grounds.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <numbers>

#include "training/scenes/shapes.h"

namespace inkdigit::training {
namespace {

constexpr double kPi = std::numbers::pi;

}  // namespace

void Wood(Shot& shot) {
  constexpr std::array<Color, 5> kWoods = {
      {{120, 80, 50}, {160, 120, 80}, {90, 60, 40}, {70, 60, 55}, {190, 160, 120}}};
  shot.Ground(Pick(kWoods, shot.random));
  const bool upright = shot.random.Chance(0.5);
  const SmoothNoise grain = shot.Noise(shot.Uniform(3, 14));
  const SmoothNoise cloud = shot.Noise(40);
  const double depth = shot.Uniform(0.2, 0.6);
  shot.photo.Light([&](const Point& at) {
    const Point along = upright ? Point{at.x, at.y / 40} : Point{at.x / 40, at.y};
    return 1.0 + depth * (grain.At(along) + 0.5 * cloud.At(at));
  });
}

void Cloth(Shot& shot) {
  constexpr std::array<Color, 3> kCloths = {{{190, 40, 40}, {40, 60, 150}, {40, 110, 60}}};
  shot.Ground({235, 235, 235});
  const Color color = Pick(kCloths, shot.random);
  const double square = shot.Uniform(0.06, 0.15) * shot.side;
  const double turn = shot.Uniform(0, 0.6);
  for (const double angle : {turn, turn + kPi / 2}) {
    shot.photo.Paint(color, [&](const Point& at) {
      const double along = (at.x * std::cos(angle) + at.y * std::sin(angle)) / square;
      return along - 2.0 * std::floor(along / 2.0) < 1.0 ? 0.5 : 0.0;
    });
  }
}

void Torn(Shot& shot) {
  const SmoothNoise coarse = shot.Noise(40);
  const SmoothNoise fine = shot.Noise(10);
  shot.photo.Paint(PaperColor(shot.random), [&](const Point& at) {
    const double ragged = 25 * coarse.At(at) + 8 * fine.At(at);
    const double inside =
        std::min({at.x - 0.1 * shot.photo.width(), 0.9 * shot.photo.width() - at.x,
                  at.y - 0.1 * shot.photo.height(), 0.9 * shot.photo.height() - at.y});
    return Cover(-inside - ragged, 2.0);
  });
}

void Board(Shot& shot) {
  constexpr std::array<Color, 3> kBoards = {{{40, 70, 55}, {35, 35, 38}, {50, 60, 70}}};
  constexpr std::array<Color, 3> kChalks = {{{235, 235, 225}, {240, 220, 120}, {240, 180, 190}}};
  shot.Ground(Pick(kBoards, shot.random));
  const SmoothNoise wiped = shot.Noise(80);
  const double dust = shot.Uniform(0, 0.25);
  shot.photo.Paint({200, 205, 200}, [&](const Point& at) {
    return std::clamp(dust * (2 * wiped.At(at) + 0.2), 0.0, 1.0);
  });
  shot.Write(Pick(kChalks, shot.random), shot.Uniform(0.7, 1.0));
  if (shot.random.Chance(0.4)) {
    const double frame = shot.Uniform(0.03, 0.15) * shot.photo.width();
    shot.photo.Paint(NearGray(150, 220, 10, shot.random),
                     [&](const Point& at) { return Cover(at.x - frame); });
  }
}

void Whiteboard(Shot& shot) {
  shot.Ground(NearGray(190, 235, 6, shot.random));
  shot.Write(PenColor(shot.random), shot.Uniform(0.75, 1.0));
  const SmoothNoise wiped = shot.Noise(60);
  const double smear = shot.Uniform(0, 0.1);
  shot.photo.Paint({90, 90, 110},
                   [&](const Point& at) { return std::clamp(smear * 3 * wiped.At(at), 0.0, 1.0); });
  const Point glare = {shot.Uniform(0, shot.photo.width()), shot.Uniform(0, shot.photo.height())};
  const double strength = shot.Uniform(0, 0.8);
  shot.photo.Paint({255, 255, 255}, [&](const Point& at) {
    const double u = (at.x - glare.x) / (0.15 * shot.photo.width());
    const double v = (at.y - glare.y) / (0.12 * shot.photo.height());
    return strength * std::exp(-u * u - v * v);
  });
  if (shot.random.Chance(0.5)) {
    const double frame = shot.photo.height() * (1.0 - shot.Uniform(0.02, 0.08));
    shot.photo.Paint(NearGray(60, 170, 10, shot.random),
                     [&](const Point& at) { return Cover(frame - at.y); });
  }
}

void Skin(Shot& shot) {
  constexpr std::array<Color, 3> kSkins = {{{225, 180, 155}, {190, 140, 110}, {130, 90, 70}}};
  shot.Ground(Pick(kSkins, shot.random));
  shot.Grain(shot.Noise(80), 0.35);
  shot.Grain(shot.Noise(8), 0.12);
  const int folds = 2 + shot.random.Below(3);
  for (int i = 0; i < folds; ++i) {
    const double angle = shot.Uniform(0, kPi);
    const Point through = {shot.Uniform(0, shot.photo.width()),
                           shot.Uniform(0, shot.photo.height())};
    const SmoothNoise bend = shot.Noise(120);
    const double depth = shot.Uniform(0.1, 0.25);
    shot.photo.Light([&](const Point& at) {
      const double across = (at.x - through.x) * std::cos(angle) +
                            (at.y - through.y) * std::sin(angle) + 60 * bend.At(at);
      return 1.0 - depth * std::clamp(1.5 - std::fabs(across) / 2, 0.0, 1.0);
    });
  }
  shot.Write(shot.random.Chance(0.5) ? Color{30, 40, 110} : Color{25, 25, 30}, 0.9);
}

void Screen(Shot& shot) {
  shot.Ground({240, 240, 240});
  shot.Write({15, 15, 20});
  const double angle = shot.Uniform(0, kPi);
  const double frequency = shot.Uniform(0.25, 0.9);
  shot.photo.Light([&](const Point& at) {
    const auto wave = [&](double turn, double faster) {
      return std::sin((at.x * std::cos(angle + turn) + at.y * std::sin(angle + turn)) * frequency *
                      faster);
    };
    return 1.0 + 0.06 * wave(0, 1) + 0.04 * wave(0.05, 1.05);
  });
  const double bezel = shot.Uniform(0.03, 0.1);
  shot.photo.Paint({12, 12, 14}, [&](const Point& at) {
    return Cover(
        std::min({at.x - bezel * shot.photo.width(), (1 - bezel) * shot.photo.width() - at.x,
                  at.y - bezel * shot.photo.height(), (1 - bezel) * shot.photo.height() - at.y}));
  });
}

void Cardboard(Shot& shot) {
  const double shade = shot.Uniform(0.8, 1.15);
  shot.Ground({175 * shade, 135 * shade, 95 * shade});
  shot.Grain(shot.Noise(6), 0.2);
  shot.Grain(shot.Noise(1.5), 0.12);
  const double period = shot.Uniform(6, 16);
  shot.photo.Light([&](const Point& at) { return 1.0 + 0.05 * std::sin(at.x / period * 2 * kPi); });
  shot.Write(shot.random.Chance(0.25) ? Color{245, 245, 240} : PenColor(shot.random));
}

}  // namespace inkdigit::training
