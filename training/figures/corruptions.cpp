#include "training/figures/corruptions.h"

#include <array>

#include "training/figures/corruption_kinds.h"

namespace inkdigit::training {
namespace {

Plane Apply(const Plane& digit, Corruption corruption, Random& random) {
  switch (corruption) {
    case Corruption::kShotNoise:
      return ShotNoise(digit, random);
    case Corruption::kImpulseNoise:
      return ImpulseNoise(digit, random);
    case Corruption::kGlassBlur:
      return GlassBlur(digit, random);
    case Corruption::kMotionBlur:
      return MotionBlur(digit, random);
    case Corruption::kShear:
      return Shear(digit, random);
    case Corruption::kScale:
      return Shrink(digit);
    case Corruption::kRotate:
      return Rotate(digit, random);
    case Corruption::kBrightness:
      return Brighten(digit);
    case Corruption::kTranslate:
      return Translate(digit, random);
    case Corruption::kStripe:
      return Stripe(digit);
    case Corruption::kFog:
      return Fog(digit, random);
    case Corruption::kSpatter:
      return Spatter(digit, random);
    case Corruption::kDottedLine:
      return DottedLine(digit, random);
    case Corruption::kZigzag:
      return Zigzag(digit, random);
    case Corruption::kCannyEdges:
      return CannyEdges(digit);
  }
  return digit;
}

}  // namespace

std::string_view CorruptionName(Corruption corruption) noexcept {
  constexpr std::array<std::string_view, kCorruptions> kNames = {
      "shot noise", "impulse noise", "glass blur",  "motion blur", "shear",
      "scale",      "rotate",        "brightness",  "translate",   "stripe",
      "fog",        "spatter",       "dotted line", "zigzag",      "canny edges"};
  return kNames[static_cast<std::size_t>(corruption)];
}

GrayImage Corrupt(GrayView digit, Corruption corruption, Random& random) {
  return ToGray(Apply(ToPlane(digit), corruption, random));
}

}  // namespace inkdigit::training
