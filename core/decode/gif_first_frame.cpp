#include "core/decode/gif_first_frame.h"

#include <algorithm>
#include <initializer_list>
#include <optional>

#include "core/decode/frame.h"

namespace inkdigit::decode {
namespace {

constexpr std::size_t kScreenBytes = 13;  // signature and logical screen descriptor
constexpr std::size_t kFrameBytes = 10;   // image descriptor with its introducer
constexpr std::uint8_t kExtension = 0x21;
constexpr std::uint8_t kGraphicControl = 0xF9;
constexpr std::uint8_t kFrame = 0x2C;
constexpr std::uint8_t kTrailer = 0x3B;
constexpr std::uint8_t kHasTable = 0x80;
constexpr std::uint8_t kInterlaced = 0x40;

Error EndsTooEarly() { return Damaged("GIF", "the file ends too early"); }

std::size_t TableBytes(std::uint8_t flags) {
  return (flags & kHasTable) != 0 ? std::size_t{3} << ((flags & 7) + 1) : 0;
}

// The end of a chain of sub-blocks that begins at `at`: behind the empty block that closes it.
std::optional<std::size_t> SkipSubBlocks(Bytes bytes, std::size_t at) {
  while (Has(bytes, at, 1)) {
    const std::size_t length = ByteAt(bytes, at);
    if (length == 0) return at + 1;
    at += 1 + length;
  }
  return std::nullopt;
}

class Walker {
 public:
  explicit Walker(Bytes bytes) : bytes_(bytes) {}

  Result<GifFirstFrame> Walk() {
    if (!Has(bytes_, 0, kScreenBytes)) return EndsTooEarly();
    const std::uint8_t flags = ByteAt(bytes_, 10);
    const std::size_t table_bytes = TableBytes(flags);
    if (!Has(bytes_, kScreenBytes, table_bytes)) return EndsTooEarly();
    SetPalette(bytes_.subspan(kScreenBytes, table_bytes));
    std::size_t at = kScreenBytes + table_bytes;
    while (Has(bytes_, at, 2)) {
      const std::uint8_t introducer = ByteAt(bytes_, at);
      if (introducer == kFrame) return ReadFrame(at);
      if (introducer == kTrailer) break;
      if (introducer != kExtension) return Damaged("GIF", "its blocks are broken");
      if (ByteAt(bytes_, at + 1) == kGraphicControl) ReadGraphicControl(at + 2);
      const std::optional<std::size_t> end = SkipSubBlocks(bytes_, at + 2);
      if (!end) return EndsTooEarly();
      at = *end;
    }
    return Damaged("GIF", "it holds no frame");
  }

 private:
  void SetPalette(Bytes table) {
    if (!table.empty()) has_palette_ = true;
    for (std::size_t i = 0; i < 256; ++i) {
      const bool listed = 3 * i < table.size();
      for (std::size_t c = 0; c < 3; ++c) {
        frame_.palette[i][c] = listed ? ByteAt(table, 3 * i + c) : std::uint8_t{0};
      }
      frame_.palette[i][3] = 255;
    }
  }

  void ReadGraphicControl(std::size_t at) {
    if (!Has(bytes_, at, 5) || ByteAt(bytes_, at) != 4) return;
    transparent_index_.reset();
    if ((ByteAt(bytes_, at + 1) & 1) != 0) transparent_index_ = ByteAt(bytes_, at + 4);
  }

  Result<GifFirstFrame> ReadFrame(std::size_t at) {
    if (!Has(bytes_, at, kFrameBytes)) return EndsTooEarly();
    frame_.left = static_cast<int>(Little16(bytes_, at + 1));
    frame_.top = static_cast<int>(Little16(bytes_, at + 3));
    frame_.width = static_cast<int>(Little16(bytes_, at + 5));
    frame_.height = static_cast<int>(Little16(bytes_, at + 7));
    if (frame_.width == 0 || frame_.height == 0) {
      return Damaged("GIF", "its first frame has no pixels");
    }
    frame_.canvas_width =
        std::max(static_cast<int>(Little16(bytes_, 6)), frame_.left + frame_.width);
    frame_.canvas_height =
        std::max(static_cast<int>(Little16(bytes_, 8)), frame_.top + frame_.height);

    const std::uint8_t flags = ByteAt(bytes_, at + 9);
    const std::size_t table_bytes = TableBytes(flags);
    const std::size_t data = at + kFrameBytes + table_bytes;
    if (!Has(bytes_, data, 1)) return EndsTooEarly();
    if (table_bytes != 0) SetPalette(bytes_.subspan(at + kFrameBytes, table_bytes));
    if (!has_palette_) return Damaged("GIF", "it has no colour table");
    if (transparent_index_) frame_.palette[*transparent_index_][3] = 0;

    const std::optional<std::size_t> end = SkipSubBlocks(bytes_, data + 1);
    if (!end) return EndsTooEarly();
    BuildIndicesGif((flags & kInterlaced) != 0, bytes_.subspan(data, *end - data));
    return std::move(frame_);
  }

  // `compressed`: the code size and the sub-blocks, as they stand in the file.
  void BuildIndicesGif(bool interlaced, Bytes compressed) {
    std::vector<std::uint8_t>& gif = frame_.indices_gif;
    gif.reserve(kScreenBytes + 768 + kFrameBytes + compressed.size() + 1);
    const auto append = [&gif](std::initializer_list<int> values) {
      for (const int value : values) gif.push_back(static_cast<std::uint8_t>(value));
    };
    const int width = frame_.width;
    const int height = frame_.height;
    append({'G', 'I', 'F', '8', '9', 'a'});
    append({width & 255, width >> 8, height & 255, height >> 8});
    append({kHasTable | 7, 0, 0});
    for (int i = 0; i < 256; ++i) append({i, i, i});
    append({kFrame, 0, 0, 0, 0, width & 255, width >> 8, height & 255, height >> 8});
    append({interlaced ? kInterlaced : 0});
    gif.insert(gif.end(), Data(compressed), Data(compressed) + compressed.size());
    append({kTrailer});
  }

  Bytes bytes_;
  GifFirstFrame frame_;
  bool has_palette_ = false;
  std::optional<std::uint8_t> transparent_index_;
};

}  // namespace

Result<GifFirstFrame> ReadGifFirstFrame(Bytes bytes) { return Walker(bytes).Walk(); }

}  // namespace inkdigit::decode
