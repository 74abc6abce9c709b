#include "core/segment/lone_digit.h"

#include <cstddef>

#include "core/segment/crop.h"
#include "core/segment/parts.h"

namespace inkdigit {
namespace {

constexpr float kSure = 0.98F;      // as for what read_line.cpp leaves uncut
constexpr double kSureWidth = 1.0;  // of the height

}  // namespace

bool IsSurelyLone(const Ink& ink, const Scores& scores) {
  if (ink.bounds.empty()) return false;
  if (scores.probabilities[static_cast<std::size_t>(scores.best_digit())] < kSure) return false;
  if (ink.bounds.width > kSureWidth * ink.bounds.height) return false;
  return CountParts(CropImage(ink.amount, ink.bounds)) == 1;
}

}  // namespace inkdigit
