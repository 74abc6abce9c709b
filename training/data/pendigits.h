// pendigits: digits written on a tablet, as pen strokes in UNIPEN text (UCI, CC BY 4.0).
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "inkdigit/result.h"
#include "training/render/strokes.h"

namespace inkdigit::training {

struct PenDrawing {
  Strokes strokes;  // y down, although the file has it up
  std::uint8_t label = 0;
  std::uint16_t writer = 0;  // 1 to 30 in the training file
};

// `unipen`: the unpacked text. kBadImage, naming the line, for anything that is not as UCI
// publishes it; a drawing without a point is an error too.
[[nodiscard]] Result<std::vector<PenDrawing>> ParsePendigits(std::string_view unipen);

}  // namespace inkdigit::training
