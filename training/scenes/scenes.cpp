#include "training/scenes/scenes.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "training/scenes/grounds.h"
#include "training/scenes/lights.h"
#include "training/scenes/shot.h"
#include "training/scenes/things.h"

namespace inkdigit::training {
namespace {

Writing WritingIn(Scene scene) {
  switch (scene) {
    case Scene::kNote:
    case Scene::kDarkNote:
      return {0.15, 0.3, 0.05, 0.12};
    case Scene::kWood:
    case Scene::kLightTable:
    case Scene::kCloth:
    case Scene::kTorn:
      return {0.15, 0.35, 0.05, 0.12};
    case Scene::kPencil:
      return {0.2, 0.6, 0.025, 0.05};
    default:
      return {};
  }
}

void WoodOr(Shot& shot, double low, double high) {
  if (shot.random.Chance(0.5)) {
    Wood(shot);
  } else {
    shot.Ground(NearGray(low, high, 12, shot.random));
  }
}

void NoteOn(Shot& shot, const Color& note, const Color& pen) {
  Sheet(shot, SmallNote(shot), note, 0.5, 0.06 * shot.reach);
  shot.Write(pen);
}

void SheetOn(Shot& shot) {
  const Quadrilateral sheet = LargeSheet(shot);
  Sheet(shot, sheet, NearGray(225, 252, 4, shot.random), 0.4, shot.Uniform(3, 9));
  MaybeLines(shot, 0.5, [&](const Point& at) { return Cover(DistanceToQuadrilateral(at, sheet)); });
  shot.Write(PenColor(shot.random));
}

// Everything but the light that falls on it. The paper is there already.
void DrawScene(Shot& shot, Scene scene) {
  constexpr std::array<Color, 4> kNotes = {
      {{250, 235, 110}, {255, 170, 200}, {170, 230, 140}, {150, 210, 250}}};
  constexpr std::array<Color, 4> kDarkNotes = {
      {{30, 30, 35}, {30, 40, 80}, {90, 25, 30}, {25, 70, 45}}};
  Random& random = shot.random;
  const auto write = [&shot] { shot.Write(PenColor(shot.random)); };
  switch (scene) {
    case Scene::kHeld:
      write();
      return Fingers(shot);
    case Scene::kNote:
      WoodOr(shot, 30, 230);
      return NoteOn(shot, Pick(kNotes, random), PenColor(random));
    case Scene::kDarkNote:
      shot.Ground(NearGray(140, 235, 12, random));
      return NoteOn(shot, Pick(kDarkNotes, random), {240, 240, 230});
    case Scene::kWood:
      Wood(shot);
      return SheetOn(shot);
    case Scene::kLightTable:
      shot.Ground(NearGray(150, 235, 8, random));
      shot.Grain(shot.Noise(30), 0.1);
      return SheetOn(shot);
    case Scene::kCloth:
      Cloth(shot);
      return SheetOn(shot);
    case Scene::kTorn:
      WoodOr(shot, 30, 150);
      Torn(shot);
      return write();
    case Scene::kUnderlined:
      MaybeLines(shot, 0.3);
      write();
      return Underline(shot);
    case Scene::kCircled:
      write();
      return Circle(shot);
    case Scene::kBoxed:
      write();
      return Frame(shot);
    case Scene::kPunched:
      MaybeLines(shot, 0.6);
      PunchHoles(shot);
      return write();
    case Scene::kSpiral:
      MaybeLines(shot, 0.6);
      Spiral(shot);
      return write();
    case Scene::kStained:
      write();
      return Stain(shot);
    case Scene::kCreased:
      write();
      return Creases(shot);
    case Scene::kHandShadow:
      MaybeLines(shot, 0.4);
      write();
      return HandShadow(shot);
    case Scene::kBlinds:
      write();
      return Blinds(shot);
    case Scene::kBoard:
      return Board(shot);
    case Scene::kWhiteboard:
      return Whiteboard(shot);
    case Scene::kCardboard:
      Cardboard(shot);
      return shot.Write(random.Chance(0.25) ? Color{245, 245, 240} : PenColor(random));
    case Scene::kPencil:
      MaybeLines(shot, 0.66);
      return shot.Write({95, 95, 100}, shot.Uniform(0.5, 1.0));
    case Scene::kScreen:
      return Screen(shot);
    case Scene::kSkin:
      return Skin(shot);
    case Scene::kPen:
      write();
      return PenBeside(shot);
  }
}

}  // namespace

std::string_view SceneName(Scene scene) noexcept {
  constexpr std::array<std::string_view, kScenes> kNames = {
      "held",      "note",       "dark note",   "wood",   "light table", "cloth",
      "torn",      "underlined", "circled",     "boxed",  "punched",     "spiral",
      "stained",   "creased",    "hand shadow", "blinds", "board",       "whiteboard",
      "cardboard", "pencil",     "screen",      "skin",   "pen"};
  return kNames.at(static_cast<std::size_t>(scene));
}

ColorImage Photograph(const Strokes& digit, Scene scene, Random& random) {
  constexpr double kMostFall = 0.3;  // of the light, from one side to the other
  constexpr double kMostNoise = 7.0;
  Shot shot(digit, WritingIn(scene), random);
  shot.Ground(PaperColor(random));
  DrawScene(shot, scene);
  LightFromOneSide(shot, kMostFall);
  return shot.photo.Develop(random.Uniform(1.0, kMostNoise), random);
}

Strokes SideBySide(std::span<const Strokes* const> digits, Random& random) {
  Strokes all;
  double right = 0.0;
  for (const Strokes* digit : digits) {
    const Extent extent = ExtentOf(*digit);
    const double height = std::max(extent.height(), 1e-9);
    if (!all.empty()) right += random.Uniform(0.2, 0.6);
    for (const Stroke& stroke : *digit) {
      Stroke& moved = all.emplace_back();
      for (const Point& point : stroke) {
        moved.push_back(
            {right + (point.x - extent.left) / height, (point.y - extent.top) / height});
      }
    }
    right += extent.width() / height;
  }
  return all;
}

}  // namespace inkdigit::training
