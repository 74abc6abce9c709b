// Transparency away, the ink kept.
#pragma once

#include "core/decode/frame.h"

namespace inkdigit::decode {

// Over white, or over black where white would hide what was drawn. What is fully transparent
// becomes flat white.
[[nodiscard]] GrayImage Composite(Layer layer);

}  // namespace inkdigit::decode
