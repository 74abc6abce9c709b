#include "inkdigit/ink.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>
#include <utility>

#include "core/ink/fill_gaps.h"
#include "core/ink/ink_map.h"
#include "core/ink/printed_lines.h"
#include "core/ink/resample.h"

namespace inkdigit {
namespace {

constexpr int kLongestSide = 1000;

GrayImage Crop(const GrayImage& gray, const Box& box) {
  GrayImage cropped(box.width, box.height);
  for (int y = 0; y < box.height; ++y) {
    std::copy_n(gray.row(box.y + y) + box.x, box.width, cropped.row(y));
  }
  return cropped;
}

// Printed lines run from side to side.
bool FillsPicture(const Box& box, const GrayImage& picture) {
  return box.width == picture.width() && box.height == picture.height();
}

InkMap ExtractOnce(const GrayImage& gray) {
  std::optional<InkMap> flat = ExtractFromFlatPaper(gray);
  if (flat && !FillsPicture(flat->bounds, gray)) return *std::move(flat);
  const GrayImage plain = WithoutPrintedLines(gray);
  if (flat && plain.pixels() == gray.pixels()) return *std::move(flat);
  if (flat) flat = ExtractFromFlatPaper(plain);
  if (flat) return *std::move(flat);
  if (std::min(gray.width(), gray.height()) < kSmallestPhoto) return ExtractByTwoClasses(plain);
  return ExtractFromPhoto(plain);
}

// What is beside the sheet, and the sheet's soft edge, in the sheet's own grey.
GrayImage WithoutSurroundings(const GrayImage& gray, const Sheet& sheet) {
  const FloatPlane levels = Smooth(ReduceByAveraging(gray.view(), sheet.reduction));
  Mask outside(levels.width(), levels.height());
  for (int y = 0; y < outside.height(); ++y) {
    for (int x = 0; x < outside.width(); ++x) {
      const bool in_sheet = x < sheet.inside.width() && y < sheet.inside.height();
      outside.at(x, y) = in_sheet && sheet.inside.at(x, y) != 0 ? 0 : 1;
    }
  }
  constexpr int kSoftEdge = 2;
  outside = Dilate(outside, kSoftEdge);
  FloatPlane weights(levels.width(), levels.height());
  for (std::size_t i = 0; i < weights.size(); ++i) weights[i] = outside[i] == 0 ? 1.0F : 0.0F;
  const FloatPlane filled = FillGaps(levels, weights);
  GrayImage plain = gray;
  for (int y = 0; y < plain.height(); ++y) {
    for (int x = 0; x < plain.width(); ++x) {
      if (outside.at(x / sheet.reduction, y / sheet.reduction) == 0) continue;
      plain.at(x, y) =
          static_cast<std::uint8_t>(std::lround(SampleReduced(filled, sheet.reduction, x, y)));
    }
  }
  return plain;
}

// Where the first look finds one large solid piece, looks at that piece alone: if something is
// written on it, it was the paper. `depth`: a sheet on a book on a table.
InkMap ExtractWithin(const GrayImage& gray, int depth) {
  InkMap map = ExtractOnce(gray);
  if (!map.perhaps_paper || depth == 0) return map;
  const Box& paper = map.perhaps_paper->box;
  const GrayImage cropped = Crop(gray, paper);
  InkMap written = ExtractWithin(WithoutSurroundings(cropped, *map.perhaps_paper), depth - 1);
  if (written.bounds.empty() || written.only_margin) return map;
  GrayImage amount(gray.width(), gray.height());
  for (int y = 0; y < paper.height; ++y) {
    std::copy_n(written.amount.row(y), paper.width, amount.row(paper.y + y) + paper.x);
  }
  written.amount = std::move(amount);
  written.bounds.x += paper.x;
  written.bounds.y += paper.y;
  return written;
}

}  // namespace

Ink ExtractInk(GrayView picture) {
  Ink ink;
  if (picture.empty()) return ink;
  const int longer = std::max(picture.width, picture.height);
  ink.reduction = (longer + kLongestSide - 1) / kLongestSide;
  InkMap map = ExtractWithin(ReduceByAveraging(picture, ink.reduction), 2);
  ink.amount = std::move(map.amount);
  ink.light_on_dark = map.light_on_dark;
  ink.bounds = map.bounds;
  return ink;
}

}  // namespace inkdigit
