#include "core/decode/png_unpack.h"

#include <libdeflate.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>

#include "core/decode/byte_reader.h"

namespace inkdigit::decode {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kSignatureBytes = 8;
constexpr std::size_t kHeadBytes = 8;  // length and type before a chunk's data
constexpr std::size_t kCrcBytes = 4;   // after it
constexpr std::size_t kZlibHeadBytes = 2;
constexpr std::size_t kAdlerBytes = 4;
constexpr std::size_t kMostUnpacked = std::size_t{4} << 20;
constexpr std::size_t kStoredBlock = 65535;  // the longest
constexpr std::size_t kStoredHeadBytes = 5;
constexpr std::string_view kEndChunk = "\0\0\0\0IEND\xae\x42\x60\x82"sv;

struct DecompressorDeleter {
  void operator()(libdeflate_decompressor* decompressor) const noexcept {
    libdeflate_free_decompressor(decompressor);
  }
};

// What the rows take with their filter bytes; 0 where they are interlaced or of no known kind.
std::size_t UnpackedBytes(Bytes png) {
  constexpr std::array<std::size_t, 7> kChannels = {1, 0, 3, 1, 2, 0, 4};
  constexpr std::size_t kHeader = kSignatureBytes + kHeadBytes;
  const std::size_t width = Big32(png, kHeader);
  const std::size_t height = Big32(png, kHeader + 4);
  const std::size_t depth = ByteAt(png, kHeader + 8);
  const std::size_t color = ByteAt(png, kHeader + 9);
  const bool interlaced = ByteAt(png, kHeader + 12) != 0;
  if (interlaced || depth > 16 || color >= kChannels.size()) return 0;
  return (1 + (width * kChannels[color] * depth + 7) / 8) * height;
}

// The data of all IDAT chunks; and all before them, as it is.
struct Parts {
  std::vector<std::uint8_t> before;
  std::vector<std::uint8_t> packed;
};

Parts TakeApart(Bytes png) {
  Parts parts;
  std::size_t at = kSignatureBytes;
  parts.before.assign(Data(png), Data(png) + at);
  while (Has(png, at, kHeadBytes) && !HasAt(png, at + 4, "IEND")) {
    const std::size_t length = Big32(png, at);
    const std::uint8_t* chunk = Data(png) + at;
    if (HasAt(png, at + 4, "IDAT")) {
      parts.packed.insert(parts.packed.end(), chunk + kHeadBytes, chunk + kHeadBytes + length);
    } else if (parts.packed.empty()) {
      parts.before.insert(parts.before.end(), chunk, chunk + kHeadBytes + length + kCrcBytes);
    }
    at += kHeadBytes + length + kCrcBytes;
  }
  return parts;
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
  void Bytes(const std::vector<std::uint8_t>& bytes) {
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

std::optional<UnpackedPng> WithUnpackedPixels(const std::vector<std::uint8_t>& essential) {
  const Bytes png = std::as_bytes(std::span(essential));
  const std::size_t size = UnpackedBytes(png);
  if (size == 0 || size > kMostUnpacked) return std::nullopt;
  const Parts parts = TakeApart(png);
  const std::vector<std::uint8_t>& packed = parts.packed;
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
  const std::size_t begin = parts.before.size() + kHeadBytes + kZlibHeadBytes;
  UnpackedPng unpacked;
  unpacked.size = parts.before.size() + kHeadBytes + stored + kCrcBytes + kEndChunk.size();
  unpacked.bytes = std::make_unique_for_overwrite<std::uint8_t[]>(unpacked.size);
  // First where the last block ends; then each moves forward to make room for the next one's head.
  std::uint8_t* pixels = unpacked.bytes.get() + begin + blocks * kStoredHeadBytes;
  const libdeflate_result result =
      libdeflate_deflate_decompress(decompressor.get(), packed.data() + kZlibHeadBytes,
                                    packed.size() - kZlibHeadBytes, pixels, size, nullptr);
  if (result != LIBDEFLATE_SUCCESS) return std::nullopt;

  Writer writer(unpacked.bytes.get());
  writer.Bytes(parts.before);
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
  writer.Zeros(kAdlerBytes + kCrcBytes);
  writer.Text(kEndChunk);
  return unpacked;
}

}  // namespace inkdigit::decode
