// The door: a picture in, a Reading out. Start here.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "inkdigit/image.h"
#include "inkdigit/model.h"
#include "inkdigit/normalize.h"
#include "inkdigit/result.h"
#include "inkdigit/segment.h"

namespace inkdigit {

// At and above this confidence, 99.9 % of the answers to digits that people draw are right: what a
// program may take without asking. Chosen on writers held out from training by `inkdigit-figures
// threshold`, which says so again for another model; measured on other writers for every release.
inline constexpr double kSureConfidence = 0.9990;

// One glyph and what the network thinks of it.
struct GlyphReading {
  int digit = 0;  // the likeliest of 0..9
  Scores scores;  // scores.probabilities[digit] is the confidence in `digit`
  Box box;        // in pixels of the picture as shown
  Tile28 tile;    // what the network saw
};

struct Reading {
  std::string text;  // in reading order, '\n' between lines, ' ' at clear gaps; perhaps empty
  // Calibrated probability that the whole text is right or, where the text is empty, that there is
  // nothing to read.
  double confidence = 1.0;
  std::vector<GlyphReading> digits;    // one for each digit of text
  std::vector<GlyphReading> rejected;  // ink that was found, but is no digit
};

struct ReadOptions {
  Mode mode = Mode::kAuto;
  // The size of the picture as shown, when `picture` is a reduced copy of it (DecodedImage tells);
  // boxes are given in these pixels. 0: the picture's own size.
  int shown_width = 0;
  int shown_height = 0;
  // Where given: is set to how long it took to find the ink.
  std::chrono::nanoseconds* ink_time = nullptr;
};

// Reads digits from a picture. Immutable: any number of threads may share one Recognizer, each
// bringing its own Workspace.
class Recognizer {
 public:
  explicit Recognizer(Model model);

  [[nodiscard]] const Model& model() const noexcept { return model_; }

  // A blank picture is not an error: it gives an empty text. Errors: kInvalidArgument for a
  // picture without pixels.
  [[nodiscard]] Result<Reading> Read(GrayView picture, const ReadOptions& options,
                                     Workspace& workspace) const;

 private:
  Model model_;
};

}  // namespace inkdigit
