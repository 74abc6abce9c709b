#pragma once

#include "core/decode/byte_reader.h"
#include "inkdigit/result.h"

namespace inkdigit::decode {

// The error for bytes that SniffImageFormat doesn't know. Names what they are where that can be
// seen, because "no picture" helps nobody who has just picked a photo: HEIC, AVIF, SVG, PDF and
// more, a PNG that was sent as text, base64.
[[nodiscard]] Error ExplainForeign(Bytes bytes);

}  // namespace inkdigit::decode
