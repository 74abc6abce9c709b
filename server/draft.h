// From what was read to what is kept of it.
#pragma once

#include <string_view>

#include "inkdigit/decode.h"
#include "inkdigit/model.h"
#include "inkdigit/recognizer.h"
#include "store/kept_reading.h"

namespace inkdigit {

// All of it but its owner and a correction, with a new id. `picture`: the bytes that were decoded.
[[nodiscard]] KeptReading DraftOf(std::string_view picture, const DecodedImage& decoded,
                                  const Reading& reading, const ModelInfo& model);

}  // namespace inkdigit
