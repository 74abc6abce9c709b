#include <spng.h>

#include <memory>
#include <utility>

#include "core/decode/decoders.h"
#include "core/decode/exif.h"
#include "core/decode/png_chunks.h"
#include "core/decode/png_unpack.h"
#include "core/decode/row_reducer.h"

namespace inkdigit::decode {
namespace {

constexpr std::string_view kFormat = "PNG";

struct ContextDeleter {
  void operator()(spng_ctx* context) const noexcept { spng_ctx_free(context); }
};

// Rows as libspng gives them: grey as it is where that is all there is, RGBA for everything else.
struct RowFormat {
  spng_format format = SPNG_FMT_RGBA8;
  int flags = SPNG_DECODE_TRNS;
  bool has_alpha = true;
  std::size_t row_bytes = 0;
};

RowFormat ChooseRowFormat(spng_ctx* context, const spng_ihdr& header) {
  RowFormat row;
  spng_trns trns{};
  row.has_alpha = header.color_type == SPNG_COLOR_TYPE_GRAYSCALE_ALPHA ||
                  header.color_type == SPNG_COLOR_TYPE_TRUECOLOR_ALPHA ||
                  spng_get_trns(context, &trns) == SPNG_OK;
  const bool gray8 = header.color_type == SPNG_COLOR_TYPE_GRAYSCALE && header.bit_depth <= 8;
  if (gray8 && !row.has_alpha) {
    row.format = SPNG_FMT_G8;
    row.flags = 0;
  }
  row.row_bytes = std::size_t{header.width} * (row.format == SPNG_FMT_G8 ? 1 : 4);
  return row;
}

void AddRow(RowReducer& reducer, const RowFormat& format, const std::uint8_t* row) {
  if (format.format == SPNG_FMT_G8) {
    reducer.AddGray(row);
  } else {
    reducer.AddRgba(row);
  }
}

// The rows of an interlaced picture are spread over seven passes: it has to be held whole.
int DecodeInterlaced(spng_ctx* context, const spng_ihdr& header, const RowFormat& format,
                     RowReducer& reducer) {
  std::vector<std::uint8_t> pixels(format.row_bytes * header.height);
  const int status =
      spng_decode_image(context, pixels.data(), pixels.size(), format.format, format.flags);
  if (status != SPNG_OK) return status;
  for (std::size_t y = 0; y < header.height; ++y) {
    AddRow(reducer, format, pixels.data() + y * format.row_bytes);
  }
  return SPNG_OK;
}

int DecodeRows(spng_ctx* context, const spng_ihdr& header, const RowFormat& format,
               RowReducer& reducer) {
  int status =
      spng_decode_image(context, nullptr, 0, format.format, format.flags | SPNG_DECODE_PROGRESSIVE);
  if (status != SPNG_OK) return status;
  std::vector<std::uint8_t> row(format.row_bytes);
  for (std::uint32_t y = 0; y < header.height; ++y) {
    status = spng_decode_row(context, row.data(), row.size());
    if (status != SPNG_OK && status != SPNG_EOI) return status;  // EOI: this was the last row
    AddRow(reducer, format, row.data());
  }
  return SPNG_OK;
}

}  // namespace

Result<Frame> DecodePng(Bytes bytes, const DecodeOptions& options) {
  const Result<PngChunks> read = ReadPngChunks(bytes);
  if (!read.ok()) return read.error();
  const PngChunks& chunks = read.value();
  if (std::optional<Error> error = CheckSize(kFormat, chunks.width, chunks.height, options)) {
    return *std::move(error);
  }

  // ReadPngChunks() has checked the packed bytes' CRC. The sum over all that they unpack to says
  // nothing more, and costs a third of the whole decoding.
  const auto unpacked = WithUnpackedPixels(chunks);
  const std::uint8_t* png = unpacked ? unpacked->bytes.get() : chunks.essential.data();
  const std::size_t png_size = unpacked ? unpacked->size : chunks.essential.size();
  const std::unique_ptr<spng_ctx, ContextDeleter> context(spng_ctx_new(SPNG_CTX_IGNORE_ADLER32));
  if (!context) return Damaged(kFormat, "no memory");
  spng_set_image_limits(context.get(), chunks.width, chunks.height);
  spng_ihdr header{};
  spng_set_crc_action(context.get(), SPNG_CRC_USE, SPNG_CRC_USE);
  int status = spng_set_png_buffer(context.get(), png, png_size);
  if (status == SPNG_OK) status = spng_get_ihdr(context.get(), &header);
  if (status != SPNG_OK) return Damaged(kFormat, spng_strerror(status));

  const RowFormat format = ChooseRowFormat(context.get(), header);
  const auto width = static_cast<int>(header.width);
  const auto height = static_cast<int>(header.height);
  RowReducer reducer(width, height, ReductionFactor(width, height, options.reduce_above),
                     format.has_alpha);
  status = header.interlace_method == SPNG_INTERLACE_ADAM7
               ? DecodeInterlaced(context.get(), header, format, reducer)
               : DecodeRows(context.get(), header, format, reducer);
  if (status != SPNG_OK) return Damaged(kFormat, spng_strerror(status));
  return Frame{std::move(reducer).Finish(), width, height, ExifOrientation(chunks.exif)};
}

}  // namespace inkdigit::decode
