#pragma once

#include "core/decode/byte_reader.h"

namespace inkdigit::decode {

// The orientation (1..8) in an EXIF block, with or without the leading "Exif\0\0"; 1 where there is
// none or where the block is damaged: a picture is worth reading even then.
[[nodiscard]] int ExifOrientation(Bytes exif);

}  // namespace inkdigit::decode
