// Digits that come as small pictures: optdigits' text bitmaps, and image and label files in IDX.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "inkdigit/image.h"
#include "inkdigit/result.h"
#include "training/data/data_files.h"

namespace inkdigit::training {

struct LabelledImage {
  GrayImage image;  // light ink on black
  std::uint8_t label = 0;
};

// optdigits-orig (UCI, CC BY 4.0): a line with the number of digits; then for each 32 lines of 32
// characters 0 or 1 and a line with the label. kBadImage, naming the line, for anything else.
[[nodiscard]] Result<std::vector<LabelledImage>> ParseOptdigits(std::string_view text);

// Two IDX files that belong together. Errors name the file: ReadDataFile's, damaged IDX, different
// counts, a label above 9.
[[nodiscard]] Result<std::vector<LabelledImage>> ReadIdxSet(const std::string& folder,
                                                            const DataFile& images,
                                                            const DataFile& labels);

}  // namespace inkdigit::training
