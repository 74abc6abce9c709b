#include "inkdigit/ink.h"

#include <algorithm>
#include <optional>

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

// Where the first look finds one large solid piece, looks at that piece alone: if something is
// written on it, it was the paper. `depth`: a sheet on a book on a table.
InkMap ExtractWithin(const GrayImage& gray, int depth) {
  InkMap map = ExtractOnce(gray);
  if (!map.perhaps_paper || depth == 0) return map;
  Box paper = *map.perhaps_paper;
  const int trim = std::max(1, std::max(paper.width, paper.height) / 100);  // its soft edge
  paper = {paper.x + trim, paper.y + trim, paper.width - 2 * trim, paper.height - 2 * trim};
  if (paper.empty()) return map;
  InkMap written = ExtractWithin(Crop(gray, paper), depth - 1);
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
