// One function for each family of formats. Each reads the header first and asks CheckSize before
// any pixel is decoded or allocated, prints nothing, keeps no state between calls, and may throw
// nothing but std::bad_alloc.
#pragma once

#include "core/decode/byte_reader.h"
#include "core/decode/frame.h"
#include "inkdigit/decode.h"
#include "inkdigit/result.h"

namespace inkdigit::decode {

[[nodiscard]] Result<Frame> DecodePng(Bytes bytes, const DecodeOptions& options);
[[nodiscard]] Result<Frame> DecodeJpeg(Bytes bytes, const DecodeOptions& options);
[[nodiscard]] Result<Frame> DecodeWebp(Bytes bytes, const DecodeOptions& options);
[[nodiscard]] Result<Frame> DecodeGif(Bytes bytes, const DecodeOptions& options);
[[nodiscard]] Result<Frame> DecodeBmp(Bytes bytes, const DecodeOptions& options);
[[nodiscard]] Result<Frame> DecodeTiff(Bytes bytes, const DecodeOptions& options);
[[nodiscard]] Result<Frame> DecodePnm(Bytes bytes, const DecodeOptions& options);

}  // namespace inkdigit::decode
