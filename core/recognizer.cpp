#include "inkdigit/recognizer.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "core/segment/lone_digit.h"
#include "core/segment/read_page.h"
#include "inkdigit/ink.h"

namespace inkdigit {
namespace {

// One side of a box, from a picture of `from` pixels to one of `to`; grown to whole pixels and kept
// inside.
void ScaleSide(int& start, int& length, std::int64_t from, std::int64_t to) {
  const std::int64_t end = std::min<std::int64_t>(std::int64_t{start} + length, from);
  const std::int64_t scaled_start = start * to / from;
  const std::int64_t scaled_end = (end * to + from - 1) / from;
  start = static_cast<int>(scaled_start);
  length = static_cast<int>(scaled_end - scaled_start);
}

Box ShownBox(Box box, GrayView picture, const ReadOptions& options) {
  const int shown_width = options.shown_width > 0 ? options.shown_width : picture.width;
  const int shown_height = options.shown_height > 0 ? options.shown_height : picture.height;
  ScaleSide(box.x, box.width, picture.width, shown_width);
  ScaleSide(box.y, box.height, picture.height, shown_height);
  return box;
}

// All ink as one digit. The text is right when the digit is or, where it is rejected, when it is
// none.
Reading ReadOneDigit(const Ink& ink, GrayView picture, const ReadOptions& options,
                     const Model& model, Workspace& workspace) {
  Reading reading;
  for (const Glyph& glyph : Segment(ink)) {
    GlyphReading read;
    read.tile = Normalize(glyph);
    model.Classify({&read.tile, 1}, {&read.scores, 1}, workspace);
    read.digit = read.scores.best_digit();
    read.box = ShownBox(glyph.box, picture, options);
    if (read.scores.is_refused()) {
      reading.confidence = read.scores.not_a_digit();
      reading.rejected.push_back(read);
    } else {
      reading.confidence = read.scores.probabilities[static_cast<std::size_t>(read.digit)];
      reading.text = static_cast<char>('0' + read.digit);
      reading.digits.push_back(read);
    }
  }
  return reading;
}

Reading FromPage(const PageReading& page, GrayView picture, const ReadOptions& options) {
  Reading reading;
  for (const PageLine& line : page.lines) {
    reading.confidence *= line.confidence;
    std::string text;
    bool space = false;
    for (const PageDigit& digit : line.digits) {
      GlyphReading read;
      read.tile = digit.tile;
      read.scores = digit.scores;
      read.digit = digit.scores.best_digit();
      read.box = ShownBox(digit.box, picture, options);
      space = space || digit.space_before;
      if (digit.rejected) {
        reading.rejected.push_back(read);
        continue;
      }
      if (space && !text.empty()) text += ' ';
      space = false;
      text += static_cast<char>('0' + read.digit);
      reading.digits.push_back(read);
    }
    if (!text.empty() && !reading.text.empty()) reading.text += '\n';
    reading.text += text;
  }
  return reading;
}

// Strokes that lie apart may be one digit after all. A digit has no more than this.
constexpr std::size_t kMostStrokes = 4;

Reading ReadAuto(const Ink& ink, GrayView picture, const ReadOptions& options, const Model& model,
                 Workspace& workspace) {
  Reading one = ReadOneDigit(ink, picture, options, model, workspace);
  if (!one.digits.empty() && IsSurelyLone(ink, one.digits.front().scores)) return one;
  Reading several = FromPage(ReadPage(ink, Lines::kFind, model, workspace), picture, options);
  if (several.digits.size() > kMostStrokes) return several;
  if (several.digits.size() <= 1) return one;
  return !one.text.empty() && one.confidence > several.confidence ? one : several;
}

}  // namespace

Recognizer::Recognizer(Model model) : model_(std::move(model)) {}

Result<Reading> Recognizer::Read(GrayView picture, const ReadOptions& options,
                                 Workspace& workspace) const {
  if (picture.empty()) return Error{Errc::kInvalidArgument, "the picture has no pixels"};
  const auto start = std::chrono::steady_clock::now();
  const Ink ink = ExtractInk(picture);
  if (options.ink_time != nullptr) *options.ink_time = std::chrono::steady_clock::now() - start;
  switch (options.mode) {
    case Mode::kDigit:
      return ReadOneDigit(ink, picture, options, model_, workspace);
    case Mode::kNumber:
      return FromPage(ReadPage(ink, Lines::kOne, model_, workspace), picture, options);
    case Mode::kAuto:
      break;
  }
  return ReadAuto(ink, picture, options, model_, workspace);
}

}  // namespace inkdigit
