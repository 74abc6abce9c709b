// Strokes against the paper beneath them, in the reduced copy of a photograph.
#pragma once

#include <cstddef>
#include <optional>

#include "core/ink/plane.h"

namespace inkdigit {

inline constexpr int kEdgeReach = 2;           // pixels from the middle of an edge to its sides
inline constexpr float kLeastContrast = 8.0F;  // between paper and ink, in grey levels

// The picture without whatever is dark and narrower than `radius` pixels on both sides (a
// morphological closing). Steps of light stay where they are, however hard.
[[nodiscard]] FloatPlane PaperBeneath(const FloatPlane& gray, int radius);

// How much darker pixels are than the paper beneath strokes of the found ink's width.
struct StrokeDepth {
  FloatPlane lack;     // grey levels
  FloatPlane depth;    // as a share of the paper's
  float usual = 0.0F;  // of the found ink: its median depth

  // Whether a pixel is dark against its paper, and at least by that share of the usual depth.
  [[nodiscard]] bool Reaches(std::size_t i, float share) const noexcept {
    return lack[i] >= kLeastContrast && depth[i] >= share * usual;
  }
};

// Of the usual depth: what may be a part of a stroke. Ruled lines stay below.
inline constexpr float kFaintShare = 0.3F;

// Nothing where there is no ink, or nothing but ink.
[[nodiscard]] std::optional<StrokeDepth> MeasureDepth(const FloatPlane& gray, const Mask& ink);

// `ink` with the parts of its strokes that are too faint for edges of their own: thin, dark against
// what surrounds them, and connected to it. A shadow is dark, but not thin.
[[nodiscard]] Mask WithFaintParts(const StrokeDepth& depth, const Mask& ink);

}  // namespace inkdigit
