#include "core/decode/png_unpack.h"

#include <libdeflate.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>

namespace inkdigit::decode {
namespace {

constexpr std::size_t kZlibHeadBytes = 2;
constexpr std::size_t kAdlerBytes = 4;
constexpr std::size_t kMostUnpacked = std::size_t{4} << 20;
constexpr std::size_t kStoredBlock = 65535;  // the longest
constexpr std::size_t kStoredHeadBytes = 5;

struct DecompressorDeleter {
  void operator()(libdeflate_decompressor* decompressor) const noexcept {
    libdeflate_free_decompressor(decompressor);
  }
};

// What the rows take with their filter bytes; 0 where they are interlaced or of no known kind.
std::size_t UnpackedBytes(const PngChunks& chunks) {
  constexpr std::array<std::size_t, 7> kChannels = {1, 0, 3, 1, 2, 0, 4};
  if (chunks.is_interlaced || chunks.bit_depth > 16 || chunks.color_type >= kChannels.size()) {
    return 0;
  }
  const std::size_t row_bits = chunks.width * kChannels[chunks.color_type] * chunks.bit_depth;
  return (1 + (row_bits + 7) / 8) * chunks.height;
}

// Writes forward into memory that is large enough.
class Writer {
 public:
  explicit Writer(std::uint8_t* to) : to_(to) {}

  void Byte(std::size_t value) { *to_++ = static_cast<std::uint8_t>(value); }
  void Big32(std::size_t value) {
    for (const int shift : {24, 16, 8, 0}) Byte(value >> shift);
  }
  void Text(std::string_view text) { to_ = std::copy(text.begin(), text.end(), to_); }
  void Bytes(std::span<const std::uint8_t> bytes) {
    to_ = std::copy(bytes.begin(), bytes.end(), to_);
  }
  void Zeros(std::size_t count) { to_ = std::fill_n(to_, count, std::uint8_t{0}); }
  // `from` may lie in the memory that is written to, behind what is written.
  void Move(const std::uint8_t* from, std::size_t count) {
    std::memmove(to_, from, count);
    to_ += count;
  }

 private:
  std::uint8_t* to_;
};

}  // namespace

std::optional<UnpackedPng> WithUnpackedPixels(const PngChunks& chunks) {
  const std::size_t size = UnpackedBytes(chunks);
  if (size == 0 || size > kMostUnpacked) return std::nullopt;
  const std::span png(chunks.essential);
  const auto before = png.first(chunks.packed_at - kPngHeadBytes);
  const auto packed = png.subspan(chunks.packed_at, chunks.packed_size);
  // A stream of deflate's, without a dictionary, in a zlib wrapper.
  if (packed.size() < kZlibHeadBytes || (packed[0] & 0x0F) != 8 || (packed[1] & 0x20) != 0 ||
      (packed[0] * 256 + packed[1]) % 31 != 0) {
    return std::nullopt;
  }
  const std::unique_ptr<libdeflate_decompressor, DecompressorDeleter> decompressor(
      libdeflate_alloc_decompressor());
  if (!decompressor) return std::nullopt;

  const std::size_t blocks = (size + kStoredBlock - 1) / kStoredBlock;
  const std::size_t stored = kZlibHeadBytes + blocks * kStoredHeadBytes + size + kAdlerBytes;
  const std::size_t begin = before.size() + kPngHeadBytes + kZlibHeadBytes;
  UnpackedPng unpacked;
  unpacked.size = before.size() + kPngHeadBytes + stored + kPngCrcBytes + kPngEndChunk.size();
  unpacked.bytes = std::make_unique_for_overwrite<std::uint8_t[]>(unpacked.size);
  // First where the last block ends; then each moves forward to make room for the next one's head.
  std::uint8_t* pixels = unpacked.bytes.get() + begin + blocks * kStoredHeadBytes;
  const libdeflate_result result =
      libdeflate_deflate_decompress(decompressor.get(), packed.data() + kZlibHeadBytes,
                                    packed.size() - kZlibHeadBytes, pixels, size, nullptr);
  if (result != LIBDEFLATE_SUCCESS) return std::nullopt;

  Writer writer(unpacked.bytes.get());
  writer.Bytes(before);
  writer.Big32(stored);
  writer.Text("IDAT");
  writer.Byte(0x78);  // deflate with a window of 32 KiB, and what makes that a multiple of 31
  writer.Byte(0x01);
  for (std::size_t left = size; left > 0;) {
    const std::size_t length = std::min(left, kStoredBlock);
    left -= length;
    writer.Byte(left == 0 ? 1 : 0);  // whether it is the last
    for (const std::size_t number : {length, ~length}) {
      writer.Byte(number);
      writer.Byte(number >> 8);
    }
    writer.Move(pixels, length);
    pixels += length;
  }
  writer.Zeros(kAdlerBytes + kPngCrcBytes);
  writer.Text(kPngEndChunk);
  return unpacked;
}

}  // namespace inkdigit::decode
