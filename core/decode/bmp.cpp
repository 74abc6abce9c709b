// BMP by hand: Leptonica reads neither run lengths nor colour masks, takes 16 bits for grey and
// swaps red and blue at 32.
#include "core/decode/bmp_header.h"

#include <algorithm>
#include <utility>

#include "core/decode/decoders.h"
#include "core/decode/row_reducer.h"

namespace inkdigit::decode {
namespace {

constexpr std::string_view kFormat = "BMP";

// Where row y of the picture, counted from the top, stands in the file's order.
std::size_t StoredRow(const BmpHeader& header, int y) {
  return std::size_t(header.top_down ? y : header.height - 1 - y);
}

std::uint32_t PixelAt(Bytes row, int bits, std::size_t x) {
  switch (bits) {
    case 16:
      return Little16(row, 2 * x);
    case 32:
      return Little32(row, 4 * x);
    default: {  // 1, 2, 4 or 8 bits, the first pixel in the highest
      const std::size_t per_byte = 8U / static_cast<unsigned>(bits);
      const std::size_t shift = (per_byte - 1 - x % per_byte) * static_cast<unsigned>(bits);
      return ByteAt(row, x / per_byte) >> shift & ((1U << bits) - 1);
    }
  }
}

// One row as RGBA, opaque where the picture has no alpha.
void ExpandRow(const BmpHeader& header, Bytes row, bool has_alpha, std::uint8_t* rgba) {
  for (std::size_t x = 0; x < std::size_t(header.width); ++x, rgba += 4) {
    rgba[3] = 255;
    if (header.bits == 24) {
      for (std::size_t c = 0; c < 3; ++c) rgba[c] = ByteAt(row, 3 * x + 2 - c);
      continue;
    }
    const std::uint32_t pixel = PixelAt(row, header.bits, x);
    if (header.bits <= 8) {
      std::copy_n(header.palette[pixel].begin(), 3, rgba);
      continue;
    }
    for (std::size_t c = 0; c < 3; ++c) rgba[c] = header.masks[c].Extract(pixel);
    if (has_alpha) rgba[3] = header.masks[3].Extract(pixel);
  }
}

// Many writers reserve an alpha channel and leave it 0 everywhere; such a picture is meant to be
// opaque.
bool UsesAlpha(const BmpHeader& header, Bytes pixels) {
  if (header.bits < 16 || header.masks[3].mask == 0) return false;
  for (std::size_t y = 0; y < std::size_t(header.height); ++y) {
    const Bytes row = pixels.subspan(y * header.row_bytes(), header.row_bytes());
    for (std::size_t x = 0; x < std::size_t(header.width); ++x) {
      if ((PixelAt(row, header.bits, x) & header.masks[3].mask) != 0) return true;
    }
  }
  return false;
}

// Unpacks run lengths into one palette index a byte, [height][width] in the file's order of rows.
// What the runs skip keeps index 0. Runs that leave the picture are cut; a file that ends before
// the end mark gives false.
class RunLengthReader {
 public:
  RunLengthReader(const BmpHeader& header, Bytes bytes)
      : header_(header),
        bytes_(bytes),
        at_(header.pixels),
        indices_(std::size_t(header.width) * std::size_t(header.height)) {}

  bool Read() {
    while (Has(bytes_, at_, 2)) {
      const std::uint8_t count = ByteAt(bytes_, at_);
      const std::uint8_t value = ByteAt(bytes_, at_ + 1);
      at_ += 2;
      if (count != 0) {
        for (int i = 0; i < count; ++i) Put(IndexIn(value, i));
      } else if (value == 0) {
        EndRow();
      } else if (value == 1) {
        return true;
      } else if (!(value == 2 ? Jump() : Copy(value))) {
        return false;
      }
      if (y_ >= header_.height) return true;
    }
    return false;
  }

  [[nodiscard]] const std::vector<std::uint8_t>& indices() const noexcept { return indices_; }

 private:
  // The i-th pixel of a run whose byte is `value`: with 4 bits the two halves take turns.
  [[nodiscard]] std::uint8_t IndexIn(std::uint8_t value, int i) const {
    if (header_.compression == BmpCompression::kRle8) return value;
    return i % 2 == 0 ? value >> 4 : value & 15;
  }

  void Put(std::uint8_t index) {
    if (x_ < header_.width) {
      indices_[std::size_t(y_) * std::size_t(header_.width) + std::size_t(x_++)] = index;
    }
  }

  void EndRow() {
    x_ = 0;
    ++y_;
  }

  bool Jump() {
    if (!Has(bytes_, at_, 2)) return false;
    x_ = std::min(x_ + ByteAt(bytes_, at_), header_.width);
    y_ += ByteAt(bytes_, at_ + 1);
    at_ += 2;
    return true;
  }

  // `count` pixels as they are, padded to two bytes.
  bool Copy(int count) {
    const bool nibbles = header_.compression == BmpCompression::kRle4;
    const std::size_t used = nibbles ? std::size_t(count + 1) / 2 : std::size_t(count);
    if (!Has(bytes_, at_, used)) return false;
    for (int i = 0; i < count; ++i) {
      const std::size_t offset = nibbles ? std::size_t(i) / 2 : std::size_t(i);
      Put(IndexIn(ByteAt(bytes_, at_ + offset), i));
    }
    at_ += used + used % 2;
    return true;
  }

  const BmpHeader& header_;
  Bytes bytes_;
  std::size_t at_;
  std::vector<std::uint8_t> indices_;
  int x_ = 0;
  int y_ = 0;  // in the file's order
};

bool AddRunLengthRows(const BmpHeader& header, Bytes bytes, RowReducer& reducer) {
  RunLengthReader runs(header, bytes);
  if (!runs.Read()) return false;
  std::vector<std::uint8_t> rgb(std::size_t(header.width) * 3);
  for (int y = 0; y < header.height; ++y) {
    const std::uint8_t* indices =
        runs.indices().data() + StoredRow(header, y) * std::size_t(header.width);
    for (int x = 0; x < header.width; ++x) {
      std::copy_n(header.palette[indices[x]].begin(), 3, rgb.begin() + 3 * std::ptrdiff_t(x));
    }
    reducer.AddRgb(rgb.data());
  }
  return true;
}

}  // namespace

Result<Frame> DecodeBmp(Bytes bytes, const DecodeOptions& options) {
  const Result<BmpHeader> read = ReadBmpHeader(bytes, options);
  if (!read.ok()) return read.error();
  const BmpHeader& header = read.value();
  const int factor = ReductionFactor(header.width, header.height, options.reduce_above);

  if (header.compression != BmpCompression::kNone) {
    RowReducer reducer(header.width, header.height, factor, /*has_alpha=*/false);
    if (!AddRunLengthRows(header, bytes, reducer)) {
      return Damaged(kFormat, "its run lengths are damaged or end too early");
    }
    return Frame{std::move(reducer).Finish(), header.width, header.height};
  }

  const Bytes pixels = bytes.subspan(header.pixels);
  const bool has_alpha = UsesAlpha(header, pixels);
  RowReducer reducer(header.width, header.height, factor, has_alpha);
  std::vector<std::uint8_t> rgba(std::size_t(header.width) * 4);
  for (int y = 0; y < header.height; ++y) {
    const Bytes row = pixels.subspan(StoredRow(header, y) * header.row_bytes(), header.row_bytes());
    ExpandRow(header, row, has_alpha, rgba.data());
    reducer.AddRgba(rgba.data());
  }
  return Frame{std::move(reducer).Finish(), header.width, header.height};
}

}  // namespace inkdigit::decode
