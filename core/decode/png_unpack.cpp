#include "core/decode/png_unpack.h"

#include <libdeflate.h>

#include <algorithm>
#include <array>
#include <cstddef>
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

void AppendBig32(std::vector<std::uint8_t>& bytes, std::size_t value) {
  for (const int shift : {24, 16, 8, 0}) bytes.push_back(static_cast<std::uint8_t>(value >> shift));
}

void AppendStored(std::vector<std::uint8_t>& png, std::span<const std::uint8_t> pixels) {
  while (!pixels.empty()) {
    const auto block = pixels.first(std::min(pixels.size(), kStoredBlock));
    pixels = pixels.subspan(block.size());
    const std::size_t length = block.size();
    const std::size_t inverted = ~length;
    png.push_back(pixels.empty() ? 1 : 0);  // whether it is the last
    for (const std::size_t number : {length, inverted}) {
      png.push_back(static_cast<std::uint8_t>(number));
      png.push_back(static_cast<std::uint8_t>(number >> 8));
    }
    png.insert(png.end(), block.begin(), block.end());
  }
}

}  // namespace

std::optional<std::vector<std::uint8_t>> WithUnpackedPixels(
    const std::vector<std::uint8_t>& essential) {
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
  const auto pixels = std::make_unique_for_overwrite<std::uint8_t[]>(size);
  const libdeflate_result result =
      libdeflate_deflate_decompress(decompressor.get(), packed.data() + kZlibHeadBytes,
                                    packed.size() - kZlibHeadBytes, pixels.get(), size, nullptr);
  if (result != LIBDEFLATE_SUCCESS) return std::nullopt;

  const std::size_t blocks = (size + kStoredBlock - 1) / kStoredBlock;
  const std::size_t stored = kZlibHeadBytes + blocks * kStoredHeadBytes + size + kAdlerBytes;
  std::vector<std::uint8_t> unpacked;
  unpacked.reserve(parts.before.size() + kHeadBytes + stored + kCrcBytes + kEndChunk.size());
  unpacked.insert(unpacked.end(), parts.before.begin(), parts.before.end());
  AppendBig32(unpacked, stored);
  for (const char c : "IDAT"sv) unpacked.push_back(static_cast<std::uint8_t>(c));
  unpacked.push_back(
      0x78);  // deflate with a window of 32 KiB, and what makes that a multiple of 31
  unpacked.push_back(0x01);
  AppendStored(unpacked, {pixels.get(), size});
  unpacked.insert(unpacked.end(), kAdlerBytes + kCrcBytes, 0);
  unpacked.insert(unpacked.end(), kEndChunk.begin(), kEndChunk.end());
  return unpacked;
}

}  // namespace inkdigit::decode
