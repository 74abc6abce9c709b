// The data that a model is measured on, read when it is first asked for.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/labelled_set.h"
#include "inkdigit/result.h"
#include "training/data/bitmaps.h"
#include "training/data/data_files.h"
#include "training/data/font_faces.h"
#include "training/data/pendigits.h"
#include "training/figures/pictures.h"
#include "training/render/canvas.h"
#include "training/tiles/tile_set.h"

namespace inkdigit::training {

struct SourceOptions {
  // kTest: MNIST's test images, the .tes files, font families that nothing else uses, samples/: for
  // release figures alone. kValidation: the parts of the training data that prepare.h holds out,
  // for choosing by. kTraining is not to be measured on.
  Split split = Split::kTest;
  std::string mnist_folder = DefaultMnistFolder();
  std::string data_folder = DefaultDataFolder();
  std::string font_folder = "/usr/share/fonts";
  std::uint64_t seed = 1;  // of the pendigits canvases
};

// Not for two threads at a time; what it gives lives as long as it does and may be shared.
class Sources {
 public:
  explicit Sources(SourceOptions options) : options_(std::move(options)) {}

  [[nodiscard]] const SourceOptions& options() const noexcept { return options_; }

  // Errors: ReadDataFile's and the parsers'.
  const Result<std::vector<LabelledImage>>& mnist();  // 28x28
  const Result<std::vector<PenDrawing>>& drawings();  // pendigits
  // All of pendigits' test or training file: for networks that never saw its writers.
  const Result<std::vector<PenDrawing>>& all_drawings();
  const Result<std::vector<LabelledImage>>& optdigits();  // with a margin of 4 pixels
  // Digits of the fonts, light on black with a margin, at several heights in pixels.
  const Result<std::vector<LabelledImage>>& prints();
  const Result<std::vector<LabelledImage>>& large_prints();  // at 64 pixels only
  // Of the families not trained on: for the release figures all of them, those for validation too,
  // since 19 alone are fewer than were promised.
  const std::vector<FontFace>& faces();
  int families();  // of these faces

  // The same as pictures. An error says what is missing and how to get it.
  Result<Pictures> MnistPictures();
  Result<Pictures> PendigitsPictures();  // drawn on random canvases
  Result<Pictures> OptdigitsPictures();
  Result<Pictures> PrintPictures();
  Result<Pictures> LargePrintPictures();
  Result<Pictures> SamplePictures();  // what people uploaded; there is none for validation

 private:
  SourceOptions options_;
  std::optional<Result<std::vector<LabelledImage>>> mnist_;
  std::optional<Result<std::vector<PenDrawing>>> drawings_;
  std::optional<Result<std::vector<PenDrawing>>> all_drawings_;
  std::optional<Result<std::vector<LabelledImage>>> optdigits_;
  std::optional<Result<std::vector<LabelledImage>>> prints_;
  std::optional<Result<std::vector<LabelledImage>>> large_prints_;
  std::optional<std::vector<FontFace>> faces_;
  std::optional<Result<cli::LabelledSet>> samples_;
};

// As `inkdigit-canvases render` with this seed draws the i-th of all drawings.
[[nodiscard]] CanvasOptions CanvasOf(std::uint64_t seed, std::size_t i);

}  // namespace inkdigit::training
