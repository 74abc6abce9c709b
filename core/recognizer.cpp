#include "inkdigit/recognizer.h"

#include <algorithm>
#include <cstdint>
#include <utility>

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

bool IsRejected(const Scores& scores) {
  return scores.not_a_digit() > scores.probabilities[static_cast<std::size_t>(scores.best_digit())];
}

}  // namespace

Recognizer::Recognizer(Model model) : model_(std::move(model)) {}

Result<Reading> Recognizer::Read(GrayView picture, const ReadOptions& options,
                                 Workspace& workspace) const {
  if (options.mode == Mode::kNumber) {
    return Error{Errc::kUnsupported,
                 "reading whole numbers is not supported yet: use mode digit or auto"};
  }
  if (picture.empty()) return Error{Errc::kInvalidArgument, "the picture has no pixels"};

  Reading reading;
  for (const Glyph& glyph : Segment(ExtractInk(picture))) {
    GlyphReading read;
    read.tile = Normalize(glyph);
    model_.Classify({&read.tile, 1}, {&read.scores, 1}, workspace);
    read.digit = read.scores.best_digit();
    read.box = ShownBox(glyph.box, picture, options);
    // The text is right when every glyph is: each one read, or each one rejected where no digit is
    // left.
    const bool rejected = IsRejected(read.scores);
    reading.confidence *= rejected
                              ? read.scores.not_a_digit()
                              : read.scores.probabilities[static_cast<std::size_t>(read.digit)];
    if (rejected) {
      reading.rejected.push_back(read);
    } else {
      reading.text += static_cast<char>('0' + read.digit);
      reading.digits.push_back(read);
    }
  }
  return reading;
}

}  // namespace inkdigit
