#include "core/segment/read_page.h"

#include <cstddef>
#include <utility>

#include "core/segment/crop.h"
#include "core/segment/form.h"
#include "core/segment/spaces.h"
#include "core/segment/straighten.h"

namespace inkdigit {
PageReading ReadPage(const Ink& ink, Lines how, const Model& model, Workspace& workspace) {
  PageReading page;
  if (ink.bounds.empty()) return page;
  const GrayImage written = CropImage(ink.amount, ink.bounds);
  Straightened level(written, EstimateSkew(written));
  RemoveForm(level.ink());
  int tiles_left = kMostTiles;
  for (const LineInk& line : FindTextLines(level.ink(), how)) {
    const LineReading reading = ReadLine(line, model, workspace, tiles_left);
    const std::vector<bool> spaces = FindSpaces(reading.digits, line.digit_height);
    PageLine read;
    read.confidence = reading.confidence;
    for (std::size_t i = 0; i < reading.digits.size(); ++i) {
      const LineDigit& digit = reading.digits[i];
      Box box = level.BoxInOriginal(digit.ink, line.left + digit.box.x * line.reduction,
                                    line.top + digit.box.y * line.reduction, line.reduction);
      box = {(ink.bounds.x + box.x) * ink.reduction, (ink.bounds.y + box.y) * ink.reduction,
             box.width * ink.reduction, box.height * ink.reduction};
      read.digits.push_back({digit.tile, digit.scores, digit.rejected, spaces[i], box});
    }
    page.lines.push_back(std::move(read));
  }
  page.tiles_asked = kMostTiles - tiles_left;
  return page;
}

}  // namespace inkdigit
