#include <webp/decode.h>
#include <webp/demux.h>

#include <memory>
#include <utility>
#include <vector>

#include "core/decode/decoders.h"
#include "core/decode/exif.h"
#include "core/decode/row_reducer.h"

namespace inkdigit::decode {
namespace {

constexpr std::string_view kFormat = "WebP";

struct DemuxerDeleter {
  void operator()(WebPDemuxer* demuxer) const noexcept { WebPDemuxDelete(demuxer); }
};

// The first frame of an animation, or the only picture. Its bytes belong to the file.
class FirstFrame {
 public:
  explicit FirstFrame(const WebPDemuxer* demuxer)
      : found_(WebPDemuxGetFrame(demuxer, 1, &iterator_) != 0) {}
  ~FirstFrame() { WebPDemuxReleaseIterator(&iterator_); }
  FirstFrame(const FirstFrame&) = delete;
  FirstFrame& operator=(const FirstFrame&) = delete;

  [[nodiscard]] bool found() const noexcept { return found_; }
  const WebPIterator* operator->() const noexcept { return &iterator_; }

 private:
  WebPIterator iterator_{};
  bool found_;
};

int OrientationOf(const WebPDemuxer* demuxer) {
  WebPChunkIterator chunk{};
  int orientation = 1;
  if (WebPDemuxGetChunk(demuxer, "EXIF", 1, &chunk) != 0) {
    orientation = ExifOrientation(std::as_bytes(std::span(chunk.chunk.bytes, chunk.chunk.size)));
  }
  WebPDemuxReleaseChunkIterator(&chunk);
  return orientation;
}

}  // namespace

Result<Frame> DecodeWebp(Bytes bytes, const DecodeOptions& options) {
  const WebPData data{Data(bytes), bytes.size()};
  const std::unique_ptr<WebPDemuxer, DemuxerDeleter> demuxer(WebPDemux(&data));
  if (!demuxer) return Damaged(kFormat, "the file is damaged or ends too early");
  const std::int64_t canvas_width = WebPDemuxGetI(demuxer.get(), WEBP_FF_CANVAS_WIDTH);
  const std::int64_t canvas_height = WebPDemuxGetI(demuxer.get(), WEBP_FF_CANVAS_HEIGHT);
  if (std::optional<Error> error = CheckSize(kFormat, canvas_width, canvas_height, options)) {
    return *std::move(error);
  }
  const auto width = static_cast<int>(canvas_width);
  const auto height = static_cast<int>(canvas_height);

  const FirstFrame frame(demuxer.get());
  if (!frame.found()) return Damaged(kFormat, "it holds no frame");
  // The demuxer has compared both with the frame's own bitstream.
  if (frame->x_offset < 0 || frame->y_offset < 0 || frame->width > width - frame->x_offset ||
      frame->height > height - frame->y_offset) {
    return Damaged(kFormat, "its first frame lies outside the picture");
  }

  // What the frame leaves free is transparent.
  const std::size_t stride = std::size_t(width) * 4;
  std::vector<std::uint8_t> canvas(stride * std::size_t(height));
  const std::size_t offset =
      std::size_t(frame->y_offset) * stride + std::size_t(frame->x_offset) * 4;
  if (WebPDecodeRGBAInto(frame->fragment.bytes, frame->fragment.size, canvas.data() + offset,
                         canvas.size() - offset, static_cast<int>(stride)) == nullptr) {
    return Damaged(kFormat, "its pixels are damaged or end too early");
  }
  RowReducer reducer(width, height, ReductionFactor(width, height, options.reduce_above),
                     /*has_alpha=*/true);
  for (std::size_t y = 0; y < std::size_t(height); ++y) reducer.AddRgba(canvas.data() + y * stride);
  return Frame{std::move(reducer).Finish(), width, height, OrientationOf(demuxer.get())};
}

}  // namespace inkdigit::decode
