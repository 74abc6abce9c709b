// `recognize --debug-dir`: what became of a picture on its way to an answer, a picture per step.
#pragma once

#include <optional>
#include <string>

#include "inkdigit/decode.h"
#include "inkdigit/model.h"
#include "inkdigit/result.h"
#include "inkdigit/segment.h"

namespace inkdigit::cli {

// Writes, where NAME is the picture's path with the separators replaced:
//   NAME.1-picture.png     as decoded: turned, grey, perhaps reduced
//   NAME.2-background.png  the ink, dark on white: the background is removed
//   NAME.3-ink.png         that made level, without a form's lines
//   NAME.4-components.png  what hangs together, a colour each, and a box around each line
//   NAME.5-cuts.png        line below line: blue where a cut goes over paper, red through ink
//   NAME.6-tiles.png       what the network saw, line below line; red where that was no digit
// In kDigit there are no lines: 3 to 5 are left out. Where nothing is written 2 is the last. The
// folder is made where it isn't there. Nothing, or the first failure.
[[nodiscard]] std::optional<Error> WriteDebugPictures(const std::string& folder,
                                                      const std::string& path,
                                                      const DecodedImage& decoded, Mode mode,
                                                      const Model& model, Workspace& workspace);

}  // namespace inkdigit::cli
