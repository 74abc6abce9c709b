// IDX, the file format of MNIST: a big-endian header, then bytes. Used by `evaluate` and by the
// trainer.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "inkdigit/image.h"
#include "inkdigit/result.h"

namespace inkdigit {

// A stack of pictures of one size. In MNIST's files ink is light (255) on dark (0).
struct IdxImages {
  int count = 0;
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> pixels;  // [count][height][width]

  // Requires 0 <= index < count. Valid as long as `pixels` is.
  [[nodiscard]] GrayView image(int index) const noexcept {
    const auto size = static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
    return {pixels.data() + static_cast<std::size_t>(index) * size, width, height, width};
  }
};

// Reads magic 0x00000803: unsigned bytes in three dimensions, count x height x width. The sizes in
// the header are compared with the length of `bytes` before anything is allocated. Errors:
// kUnsupportedFormat (no IDX, or another element type or number of dimensions), kBadImage (too
// short, too long, or pictures without pixels).
[[nodiscard]] Result<IdxImages> ReadIdxImages(std::span<const std::byte> bytes);

// Reads magic 0x00000801: unsigned bytes in one dimension. What a label means is the caller's
// business. Errors as above.
[[nodiscard]] Result<std::vector<std::uint8_t>> ReadIdxLabels(std::span<const std::byte> bytes);

// What fits the largest MNIST relative (EMNIST by class, 548 MB of pixels).
inline constexpr std::int64_t kMaxDataFileBytes = std::int64_t{1} << 30;

// A whole file; gzip is recognised by its first two bytes, never by the name, and unpacked.
// `max_bytes` bounds the file and what it unpacks to, so that a small file can't fill the memory.
// Errors: kIo (can't be opened or read, damaged gzip), kTooLarge. Every message starts with the
// path.
[[nodiscard]] Result<std::vector<std::byte>> ReadFileMaybeGzip(
    const std::string& path, std::int64_t max_bytes = kMaxDataFileBytes);

}  // namespace inkdigit
