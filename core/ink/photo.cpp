// Ink on paper under any light. Strokes are found by their edges, because light changes slowly and
// ink does not: a threshold surface through the grey levels at the edges (after Yanowitz and
// Bruckstein, "A new method for image segmentation", 1989) separates ink from paper; then the
// paper's own brightness is spread beneath the ink, and what a pixel lacks of it is its ink.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "core/ink/choose_ink.h"
#include "core/ink/components.h"
#include "core/ink/edges.h"
#include "core/ink/fill_gaps.h"
#include "core/ink/ink_map.h"
#include "core/ink/ink_map_parts.h"
#include "core/ink/resample.h"
#include "core/ink/shadow.h"
#include "core/ink/stroke_depth.h"

namespace inkdigit {
namespace {

constexpr int kAnalysedSide = 320;    // the search runs on a copy of about this size
constexpr double kMostlyLight = 0.5;  // of the border: a board is dark all around
constexpr float kGhostEdges = 0.4F;   // of a component's outline: less is a shadow, not a stroke

// The search, in the reduced copy.
struct Found {
  Mask ink;
  Mask margin;
  Mask aside;
  bool only_margin = false;
  std::optional<Sheet> perhaps_paper;
  [[nodiscard]] bool empty() const {
    return std::find(ink.values().begin(), ink.values().end(), 1) == ink.values().end();
  }
};

// Separates dark strokes: pixels below the grey level that lies halfway across the nearest edges.
Mask BelowEdgeLevels(const FloatPlane& gray, const Gradient& gradient, const Mask& edges) {
  const FloatPlane highest = LocalMaximum(gray, kEdgeReach);
  const FloatPlane lowest = LocalMinimum(gray, kEdgeReach);
  FloatPlane middles(gray.width(), gray.height());
  FloatPlane heights(gray.width(), gray.height());
  FloatPlane weights(gray.width(), gray.height());
  for (std::size_t i = 0; i < edges.size(); ++i) {
    if (edges[i] == 0) continue;
    middles[i] = (lowest[i] + highest[i]) / 2.0F;
    heights[i] = highest[i] - lowest[i];
    weights[i] = gradient.magnitude[i] / 256.0F;
  }
  const FloatPlane threshold = FillGaps(middles, weights);
  const FloatPlane contrast = FillGaps(heights, weights);
  Mask below(gray.width(), gray.height());
  for (std::size_t i = 0; i < below.size(); ++i) {
    below[i] = contrast[i] >= kLeastContrast && gray[i] < threshold[i] ? 1 : 0;
  }
  return below;
}

// Removes components whose outline does not run along edges: the interpolated threshold crosses
// soft shadows, too.
void RemoveGhosts(Components& components, const Mask& edges) {
  const Mask near_edges = Dilate(edges, 1);
  const int width = edges.width();
  const int height = edges.height();
  std::vector<int> outline(components.list.size(), 0);
  std::vector<int> on_edge(components.list.size(), 0);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const int label = components.labels.at(x, y);
      if (label == 0) continue;
      const bool inside = (x == 0 || components.labels.at(x - 1, y) == label) &&
                          (x == width - 1 || components.labels.at(x + 1, y) == label) &&
                          (y == 0 || components.labels.at(x, y - 1) == label) &&
                          (y == height - 1 || components.labels.at(x, y + 1) == label);
      if (inside) continue;
      ++outline[static_cast<std::size_t>(label - 1)];
      on_edge[static_cast<std::size_t>(label - 1)] += near_edges.at(x, y);
    }
  }
  for (std::size_t i = 0; i < components.list.size(); ++i) {
    if (static_cast<float>(on_edge[i]) < kGhostEdges * static_cast<float>(outline[i])) {
      components.list[i].mass = 0;
      components.list[i].box = {};
    }
  }
}

Found FindStrokes(const FloatPlane& gray, const Gradient& gradient, const Mask& edges) {
  const Mask below = BelowEdgeLevels(gray, gradient, edges);
  FloatPlane strength(gray.width(), gray.height(), 1.0F);
  Components components = FindComponents(below, strength);
  RemoveGhosts(components, edges);
  const InkChoice choice = ChooseInk(components, Shown::kPhotograph);
  return {MaskOf(components, choice.is_ink), MaskOf(components, choice.is_margin),
          MaskOf(components, choice.is_aside), choice.only_margin, PerhapsPaper(components)};
}

// Clears `mask` where `area` is set; whether anything was there.
bool Clear(Mask& mask, const Mask& area) {
  bool any = false;
  for (std::size_t i = 0; i < mask.size(); ++i) {
    if (area[i] == 0) continue;
    any |= mask[i] != 0;
    mask[i] = 0;
  }
  return any;
}

// A dark table beside the paper has stronger edges than pencil has. So what turns out to be margin
// is left aside, and the search begins again with the edges that remain. `steps` is where edges may
// be.
Found FindStrokesInsideMargin(const FloatPlane& gray, const Gradient& gradient, const Mask& edges,
                              Mask steps) {
  constexpr int kMostRounds = 3;
  Found found = FindStrokes(gray, gradient, edges);
  for (int round = 0; round < kMostRounds; ++round) {
    const Mask& suspect = found.only_margin ? found.ink : found.margin;
    const Mask margin = Dilate(suspect, 2 * kEdgeReach);
    if (!Clear(steps, margin)) break;
    Found inner = FindStrokes(gray, gradient, FindEdges(gradient, steps));
    if (inner.empty() || inner.only_margin) break;
    for (std::size_t i = 0; i < margin.size(); ++i) {
      inner.margin[i] |= suspect[i];
      if (margin[i] != 0) inner.ink[i] = 0;
    }
    found = std::move(inner);
  }
  return found;
}

// A shadow that hides all ink as one margin: the search again, as if the light were even.
std::optional<Found> FindStrokesInShadow(const FloatPlane& gray) {
  constexpr int kReach = 8;  // a stroke is no wider than a quarter of the picture's shorter side
  const FloatPlane paper =
      PaperBeneath(gray, std::max(1, std::min(gray.width(), gray.height()) / kReach));
  FloatPlane even(gray.width(), gray.height());
  for (std::size_t i = 0; i < even.size(); ++i) {
    even[i] = 255.0F * gray[i] / std::max(1.0F, paper[i]);
  }
  const FloatPlane logarithmic = LogarithmicGray(even);
  const Gradient gradient = ComputeGradient(logarithmic);
  const Mask steps = FindSteps(logarithmic);
  Found found = FindStrokesInsideMargin(even, gradient, FindEdges(gradient, steps), steps);
  if (found.empty() || found.only_margin) return std::nullopt;
  return found;
}

// What each pixel would be without ink: the paper's own grey, spread beneath the strokes.
FloatPlane PaperLevels(const FloatPlane& gray, const Mask& not_paper) {
  FloatPlane weights(gray.width(), gray.height());
  for (std::size_t i = 0; i < weights.size(); ++i) weights[i] = not_paper[i] == 0 ? 1.0F : 0.0F;
  return FillGaps(gray, weights);
}

double Rank(std::vector<double>& values, double rank) {
  if (values.empty()) return 0.0;
  const auto nth =
      values.begin() + static_cast<std::ptrdiff_t>(rank * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), nth, values.end());
  return *nth;
}

// Of the pixels at the picture's border, those that are lighter than the edges are in the middle.
double LightShareOfBorder(const FloatPlane& gray, const Mask& edges) {
  double sum = 0;
  double count = 0;
  for (std::size_t i = 0; i < edges.size(); ++i) {
    if (edges[i] == 0) continue;
    sum += gray[i];
    ++count;
  }
  if (count == 0) return 0.5;
  int lighter = 0;
  int border = 0;
  const auto visit = [&](int x, int y) {
    ++border;
    lighter += gray.at(x, y) > sum / count ? 1 : 0;
  };
  for (int x = 0; x < gray.width(); ++x) {
    visit(x, 0);
    visit(x, gray.height() - 1);
  }
  for (int y = 0; y < gray.height(); ++y) {
    visit(0, y);
    visit(gray.width() - 1, y);
  }
  return static_cast<double>(lighter) / border;
}

// A dark table beside the paper has edges of its own, more than the writing where it is striped,
// and they may have said that strokes are light. What is found where strokes are dark, if those
// that remain inside its margin say so.
std::optional<Found> FindDarkStrokesBesideTable(const FloatPlane& gray, const Gradient& gradient,
                                                const Mask& edges, Mask steps) {
  constexpr double kLargestTable = 0.4;  // of the picture; more is a board
  Found found = FindStrokesInsideMargin(gray, gradient, edges, steps);
  if (found.empty() || found.only_margin) return std::nullopt;
  const auto area = std::count(found.margin.values().begin(), found.margin.values().end(), 1);
  if (area == 0 || static_cast<double>(area) > kLargestTable * static_cast<double>(steps.size())) {
    return std::nullopt;
  }
  Clear(steps, Dilate(found.margin, 2 * kEdgeReach));
  const Mask inside = FindEdges(gradient, steps);
  if (std::find(inside.values().begin(), inside.values().end(), 1) == inside.values().end() ||
      StrokesAreLight(gradient, inside, LightShareOfBorder(gray, inside))) {
    return std::nullopt;
  }
  return found;
}

}  // namespace

InkMap ExtractFromPhoto(const GrayImage& gray) {
  InkMap map;
  map.amount = GrayImage(gray.width(), gray.height());
  const int factor = (std::max(gray.width(), gray.height()) + kAnalysedSide - 1) / kAnalysedSide;
  FloatPlane small = Smooth(ReduceByAveraging(gray.view(), factor));
  const FloatPlane logarithmic = LogarithmicGray(small);
  const Gradient gradient = ComputeGradient(logarithmic);
  const Mask steps = FindSteps(logarithmic);
  const Mask edges = FindEdges(gradient, steps);
  const double light_border = LightShareOfBorder(small, edges);
  map.light_on_dark = StrokesAreLight(gradient, edges, light_border);
  std::optional<Found> beside_table;
  if (map.light_on_dark && light_border >= kMostlyLight) {
    beside_table = FindDarkStrokesBesideTable(small, gradient, edges, steps);
    map.light_on_dark = !beside_table;
  }
  if (map.light_on_dark) {  // from here on ink is dark
    for (float& value : small.values()) value = 255.0F - value;
  }
  Found found = beside_table ? *std::move(beside_table)
                             : FindStrokesInsideMargin(small, gradient, edges, steps);
  if (found.empty()) return map;
  if (found.only_margin && !found.perhaps_paper) {
    if (std::optional<Found> inside = FindStrokesInShadow(small)) found = *std::move(inside);
  }
  map.only_margin = found.only_margin;
  if (found.perhaps_paper) {
    Sheet& sheet = *found.perhaps_paper;
    const int right = std::min(gray.width(), (sheet.box.x + sheet.box.width) * factor);
    const int bottom = std::min(gray.height(), (sheet.box.y + sheet.box.height) * factor);
    const int left = sheet.box.x * factor;
    const int top = sheet.box.y * factor;
    sheet.box = {left, top, right - left, bottom - top};
    sheet.reduction = factor;
    map.perhaps_paper = std::move(sheet);
  }

  if (const std::optional<StrokeDepth> depth = MeasureDepth(small, found.ink)) {
    if (!found.only_margin) TakeFromShadow(*depth, found.ink, found.margin);
    found.ink = WithFaintParts(*depth, found.ink);
  }
  const Mask around_ink = Dilate(found.ink, kEdgeReach);
  Mask not_paper = around_ink;
  for (const Mask* other : {&found.margin, &found.aside}) {
    const Mask around = Dilate(*other, kEdgeReach);
    for (std::size_t i = 0; i < around.size(); ++i) not_paper[i] |= around[i];
  }
  const FloatPlane paper = PaperLevels(small, not_paper);

  // Shares of the paper's brightness that are missing: independent of the light. For light ink on a
  // dark ground, which was inverted, this is a share of the ground's darkness, and as good.
  FloatPlane missing(gray.width(), gray.height());
  std::vector<double> ink_shares;
  std::vector<double> noise;
  for (int y = 0; y < gray.height(); ++y) {
    for (int x = 0; x < gray.width(); ++x) {
      const int u = x / factor;
      const int v = y / factor;
      const bool is_paper = not_paper.at(u, v) == 0;
      if (around_ink.at(u, v) == 0 && !(is_paper && (x + y) % 7 == 0)) continue;
      const float value = map.light_on_dark ? 255.0F - gray.at(x, y) : gray.at(x, y);
      const float level = std::max(1.0F, SampleReduced(paper, factor, x, y));
      const float share = (level - value) / level;
      if (is_paper) {
        noise.push_back(std::fabs(share));
        continue;
      }
      missing.at(x, y) = share;
      if (found.ink.at(u, v) != 0) ink_shares.push_back(share);
    }
  }
  constexpr double kFullInkRank = 0.85;
  constexpr double kNoiseRank = 0.9;
  constexpr double kLeastFloor = 0.08;
  const double full = Rank(ink_shares, kFullInkRank);
  const double floor = std::max(kLeastFloor * full, 1.5 * Rank(noise, kNoiseRank));
  if (full <= 0.0 || full <= 1.5 * floor) return map;
  // Around the strokes single pixels of noise reach the floor; what was written hangs together with
  // what was found.
  Mask above_floor(gray.width(), gray.height());
  for (std::size_t i = 0; i < missing.size(); ++i) above_floor[i] = missing[i] > floor ? 1 : 0;
  const Components components = FindComponents(above_floor, missing);
  std::vector<bool> is_found(components.list.size(), false);
  for (int y = 0; y < gray.height(); ++y) {
    for (int x = 0; x < gray.width(); ++x) {
      const int label = components.labels.at(x, y);
      if (label == 0 || found.ink.at(x / factor, y / factor) == 0) continue;
      is_found[static_cast<std::size_t>(label - 1)] = true;
    }
  }
  for (std::size_t i = 0; i < missing.size(); ++i) {
    const int label = components.labels[i];
    if (label == 0 || !is_found[static_cast<std::size_t>(label - 1)]) continue;
    map.amount.pixels()[i] =
        static_cast<std::uint8_t>(std::lround(255.0 * std::min(1.0, missing[i] / full)));
    map.mass += map.amount.pixels()[i];
  }
  map.bounds = BoundsOf(map.amount);
  return map;
}

}  // namespace inkdigit
