#include "inkdigit/decode.h"

#include <new>
#include <utility>

#include "core/decode/composite.h"
#include "core/decode/decoders.h"
#include "core/decode/foreign.h"
#include "core/decode/orient.h"

namespace inkdigit {
namespace {

Result<decode::Frame> DecodeFrame(std::span<const std::byte> bytes, ImageFormat format,
                                  const DecodeOptions& options) {
  switch (format) {
    case ImageFormat::kPng:
      return decode::DecodePng(bytes, options);
    case ImageFormat::kJpeg:
      return decode::DecodeJpeg(bytes, options);
    case ImageFormat::kWebp:
      return decode::DecodeWebp(bytes, options);
    case ImageFormat::kGif:
      return decode::DecodeGif(bytes, options);
    case ImageFormat::kBmp:
      return decode::DecodeBmp(bytes, options);
    case ImageFormat::kTiff:
      return decode::DecodeTiff(bytes, options);
    case ImageFormat::kPnm:
      return decode::DecodePnm(bytes, options);
  }
  return Error{Errc::kUnsupportedFormat, "unknown picture format"};
}

Result<DecodedImage> Decode(std::span<const std::byte> bytes, const DecodeOptions& options) {
  const std::optional<ImageFormat> format = SniffImageFormat(bytes);
  if (!format) return decode::ExplainForeign(bytes);
  Result<decode::Frame> decoded = DecodeFrame(bytes, *format, options);
  if (!decoded.ok()) return decoded.error();
  decode::Frame& frame = decoded.value();

  DecodedImage image;
  image.gray = decode::Orient(decode::Composite(std::move(frame.layer)), frame.orientation);
  const bool swapped = decode::SwapsSides(frame.orientation);
  image.shown_width = swapped ? frame.height : frame.width;
  image.shown_height = swapped ? frame.width : frame.height;
  image.format = *format;
  return image;
}

}  // namespace

Result<DecodedImage> DecodeImage(std::span<const std::byte> bytes, const DecodeOptions& options) {
  // What is allocated grows with the size in the header, so that running out of memory is the
  // picture's fault.
  try {
    return Decode(bytes, options);
  } catch (const std::bad_alloc&) {
    return Error{Errc::kTooLarge, "there is not enough memory for a picture of this size"};
  }
}

}  // namespace inkdigit
