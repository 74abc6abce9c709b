#include <leptonica/allheaders.h>

#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "core/decode/decoders.h"
#include "core/decode/gif_first_frame.h"
#include "core/decode/row_reducer.h"

namespace inkdigit::decode {
namespace {

constexpr std::string_view kFormat = "GIF";

struct PixDeleter {
  void operator()(PIX* pix) const noexcept { pixDestroy(&pix); }
};

// Leptonica's setting is global, and its messages would go to standard error.
void SilenceLeptonica() {
  static std::once_flag once;
  std::call_once(once, [] { setMsgSeverity(L_SEVERITY_NONE); });
}

}  // namespace

Result<Frame> DecodeGif(Bytes bytes, const DecodeOptions& options) {
  const Result<GifFirstFrame> walked = ReadGifFirstFrame(bytes);
  if (!walked.ok()) return walked.error();
  const GifFirstFrame& gif = walked.value();
  if (std::optional<Error> error =
          CheckSize(kFormat, gif.canvas_width, gif.canvas_height, options)) {
    return *std::move(error);
  }

  SilenceLeptonica();
  const std::unique_ptr<PIX, PixDeleter> pix(
      pixReadMemGif(gif.indices_gif.data(), gif.indices_gif.size()));
  if (!pix || pixGetDepth(pix.get()) != 8 || pixGetWidth(pix.get()) != gif.width ||
      pixGetHeight(pix.get()) != gif.height) {
    return Damaged(kFormat, "its pixels are damaged or end too early");
  }

  RowReducer reducer(gif.canvas_width, gif.canvas_height,
                     ReductionFactor(gif.canvas_width, gif.canvas_height, options.reduce_above),
                     /*has_alpha=*/true);
  std::vector<std::uint8_t> row(std::size_t(gif.canvas_width) * 4);  // transparent
  const std::vector<std::uint8_t> free_row = row;
  const l_uint32* words = pixGetData(pix.get());
  for (int y = 0; y < gif.canvas_height; ++y) {
    if (y < gif.top || y >= gif.top + gif.height) {
      reducer.AddRgba(free_row.data());
      continue;
    }
    const l_uint32* line = words + std::ptrdiff_t(y - gif.top) * pixGetWpl(pix.get());
    for (int x = 0; x < gif.width; ++x) {
      const auto& color = gif.palette[GET_DATA_BYTE(line, x)];
      std::copy(color.begin(), color.end(), row.begin() + std::ptrdiff_t(gif.left + x) * 4);
    }
    reducer.AddRgba(row.data());
  }
  return Frame{std::move(reducer).Finish(), gif.canvas_width, gif.canvas_height};
}

}  // namespace inkdigit::decode
