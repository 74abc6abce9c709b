// Which of the training data is held out for validation. Font families have theirs in font_faces.h.
#pragma once

#include <cstddef>

#include "training/data/pendigits.h"
#include "training/tiles/tile_set.h"

namespace inkdigit::training {

// The last 5,000 of MNIST's training images.
[[nodiscard]] constexpr Split MnistSplit(std::size_t index, std::size_t count) {
  constexpr std::size_t kHeldOut = 5'000;
  return index + kHeldOut >= count ? Split::kValidation : Split::kTraining;
}

// Writers 27 to 30 of pendigits' training file.
[[nodiscard]] inline Split PendigitsSplit(const PenDrawing& drawing) {
  constexpr int kFirstHeldOut = 27;
  return drawing.writer >= kFirstHeldOut ? Split::kValidation : Split::kTraining;
}

// Of the sets that name no writers.
[[nodiscard]] constexpr Split EveryTenthSplit(std::size_t index) {
  constexpr std::size_t kEvery = 10;
  return index % kEvery == kEvery - 1 ? Split::kValidation : Split::kTraining;
}

}  // namespace inkdigit::training
