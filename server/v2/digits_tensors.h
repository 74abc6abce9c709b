// The inputs of the model `digits`: tensors -> tiles or pictures.
#pragma once

#include <string>
#include <vector>

#include "inkdigit/normalize.h"
#include "inkdigit/result.h"
#include "server/v2/infer_request.h"

namespace inkdigit::v2 {

// A call has no more pictures than a form has parts.
inline constexpr std::size_t kMaxPictures = 64;

// `tiles`: shape [n, 28, 28] or [n, 784], rows first, light ink on black as MNIST has it. UINT8 is
// 0 paper to 255 ink; FP32 is 0 to 1, and is rounded to the nearest of those 256 levels, which are
// all that the network ever saw. kInvalidArgument names the first number that is out of range, NaN
// or no number, and tells how many there should have been. Allocates only what the data fills.
[[nodiscard]] Result<std::vector<Tile28>> TilesOf(const InputTensor& tensor);

// `image`: BYTES of shape [n] or [n, 1], each a picture file; in JSON as base64, "data:...;base64,"
// before it or not.
[[nodiscard]] Result<std::vector<std::string>> PicturesOf(const InputTensor& tensor);

}  // namespace inkdigit::v2
