// The pen strokes that the trainer reads.
#include <algorithm>
#include <cstdint>
#include <string_view>

#include "fuzz/check.h"
#include "training/data/pendigits.h"

namespace inkdigit::training {
namespace {

using fuzz::Check;

void FuzzUnipen(std::string_view text) {
  const auto drawings = ParsePendigits(text);
  if (!drawings.ok()) {
    Check(drawings.error().message.starts_with("line "), "the line is named");
    return;
  }
  Check(!drawings.value().empty(), "a file has drawings");
  for (const PenDrawing& drawing : drawings.value()) {
    Check(drawing.label <= 9, "a label is a digit");
    Check(std::any_of(drawing.strokes.begin(), drawing.strokes.end(),
                      [](const Stroke& stroke) { return !stroke.empty(); }),
          "a drawing has a point");
  }
}

}  // namespace
}  // namespace inkdigit::training

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  inkdigit::training::FuzzUnipen({reinterpret_cast<const char*>(data), size});
  return 0;
}
