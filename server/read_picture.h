// A picture's bytes to its reading, counted.
#pragma once

#include <string_view>

#include "inkdigit/decode.h"
#include "inkdigit/recognizer.h"
#include "inkdigit/result.h"
#include "server/reader.h"

namespace inkdigit {

struct PictureReading {
  DecodedImage picture;
  Reading reading;
};

// As DecodeImage() and Recognizer::Read() say. What was read, and how long it took, goes to
// reader.metrics.
[[nodiscard]] Result<PictureReading> ReadPicture(std::string_view bytes, Mode mode,
                                                 const Reader& reader);

}  // namespace inkdigit
